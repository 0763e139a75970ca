#!/usr/bin/python3
"""`rangifer inspect`: what it says of a file, values at places and in boxes, and wrong questions."""
import json
import math
import unittest

import helpers
from inspecting import answer, inspect, refusal, series, value, write_map

WORLD = helpers.World()
import numpy as np  # noqa: E402  (World skips the script where it is missing)

FOLDER = WORLD.folder
WEATHER = FOLDER / "weather.nc"
ELEVATION = FOLDER / "elevation.tif"
LAT, LON = np.arange(66, 72.0), np.arange(-150, -134, 2.0)
PLANE = LAT[:, None] + 10 * LON[None, :]  # bilinear interpolation gives it back exactly


def screen(file, *options):
    code, out, said = inspect(file, *options)
    if (code, said) != (0, ""):
        raise AssertionError(f"inspect {file}: exit code {code}\n{said}")
    return out


class Screen(unittest.TestCase):
    def test_many_variables_share_what_they_share(self):
        text = screen(WEATHER)
        self.assertTrue(text.startswith(f"{WEATHER}: netCDF, 5 variables\n"), text)
        for line in ("  grid      longitude-latitude, 7 x 5 cells of 2 x 1 degrees\n",
                     "            67.000 N to 71.000 N, 147.000 W to 135.000 W\n",
                     "  time      daily, 396 records, 2004-12-01 to 2005-12-31; calendar standard\n"):
            self.assertEqual(text.count(line), 1, text)
        self.assertRegex(text, r"(?m)^    sfcWind   m s-1     3 to 3 +0 % ")
        self.assertLessEqual(max(map(len, text.splitlines()[1:])), 120)

    def test_one_variable_in_full(self):
        text = screen(WEATHER, "--variable", "tas")
        for part in ("  variable  tas\n", "  stored as float (time 396, lat 5, lon 7)\n", "  unit      degC\n",
                     "of it covered; values there -2", "  looked at all 396 records\n"):
            self.assertIn(part, text)

    def test_a_band(self):
        text = screen(ELEVATION)
        for part in ("GTiff, 1 variable", "12 x 10 cells of 20000 m", "time      none: a map", "values    0 to 400 m, 0 % missing"):
            self.assertIn(part, text)

    def test_cover_is_told_of_the_grid_of_a_scenario(self):
        self.assertIn("  domain    100 % of it covered", screen(ELEVATION, "--scenario", WORLD.scenario))
        whole = json.loads(inspect(ELEVATION, "--json")[1])["variables"][0]
        self.assertAlmostEqual(whole["cover"], 240 * 200 / (900 * 800), delta=0.01)

    def test_gaps_and_range(self):
        holes = PLANE.copy()
        holes[0, :4] = np.nan
        text = screen(write_map(FOLDER / "holes.nc", holes))
        self.assertIn(f"  values    {PLANE[1:].min():.6g} to {PLANE.max():.6g} degC, 8.3 % missing\n", text)

    def test_kelvin_is_shown_in_degc(self):
        text = screen(write_map(FOLDER / "kelvin.nc", PLANE * 0 + 283.25, "K"))
        self.assertIn("  unit      K, shown in degC\n", text)
        self.assertIn("  values    10.1 to 10.1 degC", text)

    def test_without_units(self):
        for units, note in ((None, "gives no units"), ("bananas", "units 'bananas' are not understood")):
            self.assertIn(note, screen(write_map(FOLDER / "units.nc", PLANE, units)))

    def test_nothing_to_read(self):
        said = refusal(write_map(FOLDER / "flat.nc", PLANE, axes={"row": (LAT, "1"), "column": (LON, "1")}))
        self.assertIn("1 variable, nothing that can be read as a layer", said)
        self.assertIn("has no axes of latitude and longitude", said)

    def test_polygons(self):
        text = screen(FOLDER / "regions.geojson")
        for part in ("GeoJSON, 1 layer", "  features  3, Polygon\n", "name (String)", "  CRS       WGS 84\n",
                     "66.000 N to 72.000 N, 150.000 W to 132.000 W", "  names     West, East, Plain\n"):
            self.assertIn(part, text)
        layer = json.loads(inspect(FOLDER / "regions.geojson", "--json", "--scenario", WORLD.scenario)[1])["layers"][0]
        self.assertEqual(layer["cover"], 1)

    def test_a_table_has_no_places(self):
        self.assertIn("table.csv: is no raster of a known format", refusal(WORLD.write("table.csv", "name,heads\nWest,3\n")))


class At(unittest.TestCase):
    def setUp(self):
        self.file = write_map(FOLDER / "plane.nc", PLANE)

    def test_one_number_alone(self):
        code, out, said = inspect(self.file, "--variable", "v", "--at", "68.25,-145.5")
        self.assertEqual((code, out), (0, "-1386.75\n"))
        self.assertEqual(len(said.splitlines()), 1)
        for part in ("degC", "v of", "bilinear", "row 2 column 2 (68.000 N 146.000 W)"):
            self.assertIn(part, said)

    def test_spellings_of_a_place(self):
        for place in ("68.25,-145.5", "68.25N,145.5W", "68.25 N 145.5 W", "68.25n, 145.5w", "68.25,214.5", "68.25°N 145.5°W"):
            self.assertAlmostEqual(value(self.file, "v", place), -1386.75, delta=1e-3)

    def test_json(self):
        got = answer(self.file, "--variable", "v", "--at", "68.25,-145.5", "--units", "K")
        self.assertEqual(set(got), {"value", "unit", "file_unit", "value_in_file_unit", "variable", "latitude", "longitude", "method",
                                    "cell", "time", "calendar", "record"})
        self.assertAlmostEqual(got["value"], -1386.75 + 273.15, delta=1e-3)
        self.assertAlmostEqual(got["value_in_file_unit"], -1386.75, delta=1e-3)
        self.assertEqual((got["unit"], got["file_unit"], got["method"], got["record"]), ("K", "degC", "bilinear", 0))
        self.assertEqual((got["latitude"], got["longitude"], got["time"]), (68.25, -145.5, None))
        self.assertEqual(got["cell"], {"row": 2, "column": 2, "latitude": 68, "longitude": -146})

    def test_nearest_is_the_cell(self):
        self.assertEqual(value(self.file, "v", "68.25,-145.5", "--nearest"), 68 - 1460)

    def test_roles_and_units(self):
        self.assertAlmostEqual(value(self.file, "v", "68,-144", "--role", "temperature"), -1372, delta=1e-3)
        self.assertIn("no such role; did you mean temperature?", refusal(self.file, "--variable", "v", "--at", "68,-144", "--role", "temprature"))
        self.assertIn("does not convert to 'm s-1'", refusal(self.file, "--variable", "v", "--at", "68,-144", "--role", "wind_speed"))
        self.assertIn("does not convert to 'kg'", refusal(self.file, "--variable", "v", "--at", "68,-144", "--units", "kg"))

    def test_a_difference_of_kelvin_stays_one(self):
        file = write_map(FOLDER / "difference.nc", PLANE * 0 + 2, "K", attributes={"long_name": "temperature anomaly"})
        self.assertEqual(value(file, "v", "68,-144"), 2)

    def test_no_value_there(self):
        holes = PLANE.copy()
        holes[2, 3] = np.nan
        file = write_map(FOLDER / "holes.nc", holes)
        self.assertIn("variable v has no value at 68.000 N 144.000 W: its cell has none",
                      refusal(file, "--variable", "v", "--at", "68,-144", "--nearest"))
        self.assertIn("one of the cells around it has none (--nearest asks the closest alone)",
                      refusal(file, "--variable", "v", "--at", "68.2,-144.5"))

    def test_outside(self):
        said = refusal(self.file, "--variable", "v", "--at", "50,-145")
        self.assertIn("variable v does not reach 50.000 N 145.000 W: its cells lie at 66.000 N to 71.000 N, 150.000 W to 136.000 W", said)


class Times(unittest.TestCase):
    def test_records(self):
        mean = lambda day: -9 - 20 * math.cos(2 * math.pi * (day - 20) / 365)
        for time, day in (("2005-01-20", 20), ("2005-01-20 00:00", 20), ("2005-07-20", 201)):
            self.assertAlmostEqual(value(WEATHER, "tas", "68,-141", "--time", time), mean(day), delta=1e-4)
        self.assertAlmostEqual(value(WEATHER, "tas", "68,-141", "--record", 31 + 19), mean(20), delta=1e-4)
        self.assertEqual(answer(WEATHER, "--variable", "tas", "--at", "68,-141", "--record", 50)["time"], "2005-01-20")

    def test_which_record_must_be_said(self):
        at = ("--variable", "tas", "--at", "68,-141")
        self.assertIn("has 396 records, 2004-12-01 to 2005-12-31; say which by --time or --record", refusal(WEATHER, *at))
        self.assertIn("has 31 records in 2005-01, 2005-01-01 to 2005-01-31", refusal(WEATHER, *at, "--time", "2005-01"))
        self.assertIn("has no record at 2007: 396 records, 2004-12-01 to 2005-12-31", refusal(WEATHER, *at, "--time", "2007"))
        self.assertIn("has no record 396: they are numbered 0 to 395", refusal(WEATHER, *at, "--record", 396))
        self.assertIn("--time yesterday: expected a time of the standard calendar", refusal(WEATHER, *at, "--time", "yesterday"))
        self.assertIn("variable band 1 has no times", refusal(ELEVATION, "--at", "69,-141", "--time", "2005"))

    def test_months_by_their_calendar_month_and_by_their_bounds(self):
        import netCDF4
        field = np.arange(3.0)[:, None, None] * np.ones((3, 6, 8))
        file = write_map(FOLDER / "months.nc", field, time=([15, 45, 74], "days since 2005-01-01", "365_day"))
        for time in ("2005-02", "2005-02-03", "2005-02-28 18:00"):
            self.assertEqual(value(file, "v", "68,-141", "--time", time), 1)
        with netCDF4.Dataset(file, "a") as data:  # stamped at their ends
            data["time"][:] = [31, 59, 90]
            data["time"].bounds = "time_bnds"
            data.createDimension("bnds", 2)
            data.createVariable("time_bnds", "f8", ("time", "bnds"))[:] = [[0, 31], [31, 59], [59, 90]]
        for time in ("2005-02", "2005-02-03", "2005-02-28 18:00"):
            self.assertEqual(value(file, "v", "68,-141", "--time", time), 1)

    def test_series(self):
        course = series(WEATHER, "tas", "--at", "68,-141")
        self.assertEqual((len(course), course[0][0], course[-1][0]), (396, "2004-12-01", "2005-12-31"))
        self.assertAlmostEqual(course[50][1], -29, delta=1e-4)
        self.assertEqual(series(WEATHER, "sfcWind", "--box", "67,71,-147,-135")[7], ("2004-12-08", 3.0))


class Boxes(unittest.TestCase):
    def setUp(self):
        self.file = write_map(FOLDER / "plane.nc", PLANE)

    def test_nodes_on_its_edges_belong_to_it(self):
        for west, east in ((-148, -140), (212, 220), ("148W", "140W")):
            got = answer(self.file, "--variable", "v", "--box", f"67,69,{west},{east}")
            self.assertEqual((got["rows"], got["columns"], got["cells"], got["missing"]), (3, 5, 15, 0))
            self.assertEqual((got["minimum"], got["maximum"]), (67 - 1480, 69 - 1400))
            weight = np.cos(np.radians(LAT[1:4]))[:, None] * np.ones(5)
            self.assertAlmostEqual(got["mean"], float((weight * PLANE[1:4, 1:6]).sum() / weight.sum()), delta=1e-3)

    def test_across_the_date_line(self):
        lon = np.arange(0, 360, 30.0)
        file = write_map(FOLDER / "globe.nc", np.ones((6, 1)) * lon, axes={"lat": (LAT, "degrees_north"), "lon": (lon, "degrees_east")})
        got = answer(file, "--variable", "v", "--box", "66,71,150,-150")
        self.assertEqual((got["columns"], got["minimum"], got["maximum"]), (3, 150, 210))

    def test_as_text(self):
        code, out, said = inspect(ELEVATION, "--box", "66,72,-150,-130")
        self.assertEqual((code, out.splitlines()[:4]), (0, ["cells 120", "missing 0", "minimum 0", "maximum 400"]))
        self.assertIn("m: band 1 of", said)

    def test_nothing_in_it(self):
        for box in ("10,20,-150,-140", "66,71,0,10", "68.1,68.2,-145.9,-145.8"):
            self.assertIn("has no cell in the box: its cells lie at 66.000 N to 71.000 N",
                          refusal(self.file, "--variable", "v", "--box", box))


class WrongQuestions(unittest.TestCase):
    def test_each_says_what_to_do(self):
        file = write_map(FOLDER / "plane.nc", PLANE)
        v = ("--variable", "v")
        for options, part in (
                ((*v, "--at", "68;145"), "--at 68;145: expected LATITUDE,LONGITUDE, such as 68,-145 or 68N,145W"),
                ((*v, "--at", "168,-145"), "--at 168,-145: latitude 168 is outside -90 to 90"),
                ((*v, "--at=-145,68"), "latitude -145 is outside -90 to 90"),
                ((*v, "--at", "68,-1450"), "longitude -1450 is outside -360 to 360"),
                ((*v, "--at", "68"), "expected LATITUDE,LONGITUDE"), ((*v, "--at", "68,-145,3"), "expected LATITUDE,LONGITUDE"),
                ((*v, "--at", "145W,68N"), "expected LATITUDE,LONGITUDE"), ((*v, "--at", "nan,nan"), "expected LATITUDE,LONGITUDE"),
                ((*v, "--box", "60,72,190"), "expected SOUTH,NORTH,WEST,EAST"),
                ((*v, "--box", "72,60,190,240"), "its south, 72, is north of its north, 60"),
                ((*v, "--at", "68,-145", "--box", "60,72,190,240"), "one place or one box"),
                ((*v, "--at", "68,-145", "--time", "2005", "--record", 1), "both name the record"),
                ((*v, "--at", "68,-145", "--role", "temperature", "--units", "K"), "both name the unit"),
                ((*v, "--series"), "--series: of which place?"),
                ((*v, "--series", "--at", "68,-145", "--json"), "--series writes CSV"),
                ((*v, "--time", "2005"), "go with --at or --box"), ((*v, "--nearest"), "--nearest goes with --at"),
                (("--variable", "w", "--at", "68,-145"), "w"), ((*v, "--at", "68,-145", "--nearst"), "did you mean --nearest?"),
                ((*v, "--at", "68,-145", "--record", "-1"), "--record")):
            with self.subTest(options=options):
                self.assertIn(part, refusal(file, *options))

    def test_files(self):
        self.assertIn("no such file", refusal(FOLDER / "absent.nc"))
        code, _, said = helpers.run("inspect", "absent.nc", cwd=FOLDER)
        self.assertEqual((code, said), (2, "rangifer: absent.nc: no such file\n"))
        self.assertRegex(refusal(FOLDER), "folder|directory|no file")
        self.assertIn("table.txt", refusal(WORLD.write("table.txt", "not a raster\n")))
        self.assertIn("broken.geojson: cannot be opened as a vector file: ", refusal(WORLD.write("broken.geojson", '{"type": "Feat')))
        swapped = WORLD.write("swapped.geojson", '{"type": "Polygon", "coordinates": [[[69.7, -144.3], [69.9, -144.3], [69.9, -143.7], '
                                                 '[69.7, -144.3]]]}')
        code, out, said = inspect(swapped)
        self.assertEqual(code, 0, said)
        self.assertIn("latitude -144.3 is not possible; longitude comes first (in GeoJSON, too): [-144.3, 69.7]", out)
        self.assertRegex(refusal("/vsicurl/https://example.org/a.tif"), "local|network|this machine")
        self.assertRegex(refusal(FOLDER / "regions.geojson", "--at", "68,-145"), "regions.geojson")


if __name__ == "__main__":
    unittest.main()
