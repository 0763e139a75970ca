#!/usr/bin/python3
"""Numbers of real files, each known from two independent tools, come out of `rangifer inspect`; so do the traps
that such files hold.

A row whose file is not here is skipped, with a word about it.
"""
import csv
import statistics
import unittest

import helpers
from inspecting import DATA, ETOPO5, NUG, answer, from_package, inspect, refusal, series, value, write_map

try:
    import netCDF4
    import numpy as np
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-netcdf4")

FOLDER = helpers.temporary_folder()
KELVIN = 273.15


class Real(unittest.TestCase):
    def data(self, name):
        path = DATA / name
        if not path.exists():
            print(f"skipped: no {name} in {DATA}")
            self.skipTest(f"no {path}")
        return path

    def packaged(self, name, package):
        path = from_package(name)
        if path is None:
            print(f"skipped: no {name}; it is in the Debian package {package}")
            self.skipTest(f"no {name}")
        return path


class Numbers(Real):
    def test_etopo5_nodes(self):
        file = self.packaged(ETOPO5, "ferret-datasets")
        for place, metres in (("67.57N,139.83W", 320), ("69.277N,144.91W", 914), ("68.36N,133.73W", 91)):
            self.assertEqual(value(file, "ROSE", place, "--nearest"), metres)

    def test_etopo5_box(self):
        file = self.packaged(ETOPO5, "ferret-datasets")
        for west, east in ((190, 240.1), (-170, -119.9)):
            box = answer(file, "--variable", "ROSE", "--box", f"60,72,{west},{east}")
            self.assertEqual((box["rows"], box["columns"], box["cells"], box["missing"]), (145, 602, 145 * 602, 0))
            self.assertEqual((box["minimum"], box["maximum"], box["unit"]), (-3595, 4267, "m"))
            self.assertAlmostEqual(box["mean"], 405.889, delta=0.0005)

    def test_mpi_esm_january(self):
        file = self.packaged(f"{NUG}tas_rectilinear_grid_2D.nc", "libncarg-data")
        box = answer(file, "--variable", "tas", "--box", "60,72,-170,-120", "--time", "2005-01")
        self.assertEqual(box["unit"], "degC")
        self.assertAlmostEqual(box["mean"] + KELVIN, 249.307, delta=0.0005)

    def test_mpi_esm_july(self):
        file = self.packaged(f"{NUG}tas_rectilinear_grid_2D.nc", "libncarg-data")
        at = ("tas", "68,-145", "--time", "2005-07")
        self.assertAlmostEqual(value(file, *at, "--nearest") + KELVIN, 279.522, delta=0.0005)
        self.assertAlmostEqual(value(file, *at) + KELVIN, 279.388, delta=0.01)
        self.assertAlmostEqual(value(file, *at, "--nearest", "--units", "K"), 279.522, delta=0.0005)

    def test_era5_gusts(self):
        file = self.data("climate/era5_wgust_20110801_packed_int16.nc")
        self.assertAlmostEqual(answer(file, "--variable", "i10fg", "--box", "60,72,-170,-120")["mean"], 6.4254, delta=5e-5)
        for way in ((), ("--nearest",)):
            self.assertAlmostEqual(value(file, "i10fg", "68,-145", *way), 7.21763, delta=5e-6)

    def test_arctic_cordex(self):
        file = self.data("climate/cordex_arc44_rotpole_tas_20010101.nc")
        got = answer(file, "--variable", "tas", "--at", "68,-145", "--nearest")
        self.assertEqual((got["cell"]["row"], got["cell"]["column"]), (30, 83))
        self.assertAlmostEqual(got["cell"]["latitude"], 67.88924, delta=1e-5)
        self.assertAlmostEqual(got["cell"]["longitude"], -144.89996, delta=1e-5)
        self.assertAlmostEqual(got["value"], -16.7035, delta=5e-5)
        self.assertEqual(got["unit"], "degC")

    def test_toolik_months(self):
        file = self.data("climate/toolik_akalbers_1km/historic-climate.nc")
        known = (-23.3, -25.2, -23.5, -14.1, -0.8, 8.3, 10.9, 9.1, -1.2, -13.7, -18.2, -26.1)
        course = series(file, "tair", "--box", "68,69,-150,-149")
        self.assertEqual((len(course), course[0][0][:7], course[-1][0][:7]), (1380, "1901-01", "2015-12"))
        for month in range(12):
            self.assertAlmostEqual(statistics.fmean(v for t, v in course if int(t[5:7]) == month + 1), known[month], delta=0.05)

    def test_toolik_station(self):
        """Not through the reader of rasters: the table itself, so that the neighbour above has something to be near."""
        known = (-22.9, -20.7, -20.7, -11.8, -0.8, 8.6, 11.2, 7.2, -0.1, -10.5, -18.3, -21.4)
        with open(self.data("stations/toolik_daily_1988-2018.csv")) as table:
            rows = [(row["date"], float(row["mean_airtemp"])) for row in csv.DictReader(table) if row["mean_airtemp"] != "NA"]
        for month in range(12):
            self.assertAlmostEqual(statistics.fmean(v for d, v in rows if int(d[5:7]) == month + 1), known[month], delta=0.05)

    def test_melt_onset(self):
        file = self.data("climate/alaska_main_melt_onset_2008_akalbers_6km.tif")
        for place, at, day in (("a place on the coastal plain", "69.8N,143.6W", 129), ("Toolik", "68.63N,149.6W", 114),
                               ("Old Crow", "67.57N,139.83W", 90), ("Fort Yukon", "66.56N,145.27W", 90)):
            with self.subTest(place=place):
                self.assertEqual(value(file, "1", at, "--nearest"), day)
        box = answer(file, "--variable", "1", "--box", "62,72,-156,-126")
        self.assertGreaterEqual(box["minimum"], 1)
        self.assertLessEqual(box["maximum"], 366)
        self.assertGreater(box["missing"], 0)
        self.assertIn("no value", refusal(file, "--at", "70.5N,143W", "--nearest"))


class Traps(Real):
    """The ten of the list that belongs to the files, in its order."""

    def test_01_mirrored_by_a_geotransform(self):
        file = self.data("climate/toolik_akalbers_1km/topo.nc")
        with netCDF4.Dataset(file) as stored:
            latitude, longitude, height = (np.array(stored[name][:]) for name in ("lat", "lon", "elevation"))
        self.assertAlmostEqual(height[0].mean(), 820, delta=1)
        for row, mean in ((0, 820), (9, 718)):
            found = [value(file, "elevation", f"{latitude[row, i]},{longitude[row, i]}", "--nearest") for i in range(10)]
            np.testing.assert_allclose(found, height[row], atol=1e-4)
            self.assertAlmostEqual(statistics.fmean(found), mean, delta=1)

    def test_02_grids_that_differ_a_little(self):
        climate = self.data("climate/toolik_akalbers_1km/historic-climate.nc")
        topo = self.data("climate/toolik_akalbers_1km/topo.nc")
        extent = [answer(file, "--variable", name)["variables"][0]["extent"]
                  for file, name in ((climate, "tair"), (topo, "elevation"))]
        self.assertNotEqual(*extent)

    def test_03_longitudes_that_run_oddly(self):
        wave = lambda lon, lat: 10 + np.cos(np.radians(lon))[None, :] * np.cos(np.radians(lat))[:, None]
        lat = np.arange(60, 75, 2.5)
        truth = 10 + np.cos(np.radians(-145)) * np.cos(np.radians(67.5))
        for first, last in ((0, 355), (-180, 175), (20, 380), (30, 390), (-300, 60), (-180, 180)):
            with self.subTest(first=first, last=last):
                lon = np.arange(first, last + 1, 5.0)
                file = write_map(FOLDER / f"lon{first}.nc", wave(lon, lat), axes={"lat": (lat, "degrees_north"),
                                                                                  "lon": (lon, "degrees_east")})
                for place in ("67.5,-145", "67.5,215", "67.5N,145W"):
                    self.assertAlmostEqual(value(file, "v", place), truth, delta=1e-5)
                self.assertEqual(answer(file, "--variable", "v", "--box", "60,75,-180,180")["columns"], 72)
                self.assertAlmostEqual(value(file, "v", "67.5,179.9"), value(file, "v", "67.5,-179.9"), delta=0.001)

    def test_04_gaussian_latitudes(self):
        file = self.data("climate/canesm2_tas_2007_365day.nc")
        with netCDF4.Dataset(file) as stored:
            latitude = np.array(stored["lat"][:])
            column = np.array(stored["tas"][6, :, 0])
        for row in (0, 20, 45, 63):
            self.assertAlmostEqual(value(file, "tas", f"{latitude[row]},0", "--record", 6, "--units", "K"), column[row], delta=1e-3)
        self.assertIn("uneven", inspect(file, "--variable", "tas")[1])

    def test_05_packing(self):
        stored = np.arange(48, dtype="i2").reshape(6, 8)
        at = "66,-148"  # row 0, column 1: stored value 1
        for name, kind, attributes, truth in (
                ("scaled", "i2", {"scale_factor": 0.5, "add_offset": 10.0}, 10.5),
                ("negative scale", "i2", {"scale_factor": -0.5, "add_offset": 10.0}, 9.5),
                ("fill in a short", "i2", {"_FillValue": np.int16(1)}, None),
                ("missing_value alone", "i2", {"missing_value": np.int16(1)}, None),
                ("NaN on a short", "i2", {"missing_value": np.nan}, 1.0),
                ("two codes, the first", "i2", {"_FillValue": np.int16(1), "missing_value": np.int16(2)}, None),
                ("two codes, the other", "i2", {"_FillValue": np.int16(2), "missing_value": np.int16(1)}, None),
                ("valid_range", "i2", {"valid_range": np.array([2, 40], "i2")}, None),
                ("valid_min", "i2", {"valid_min": np.int16(2)}, None)):
            with self.subTest(name):
                file = write_map(FOLDER / "packed.nc", stored, kind=kind, attributes=attributes)
                if truth is None:
                    self.assertIn("no value at 66.000 N 148.000 W", refusal(file, "--variable", "v", "--at", at, "--nearest"))
                else:
                    self.assertEqual(value(file, "v", at, "--nearest"), truth)
        unsigned = write_map(FOLDER / "packed.nc", np.full((6, 8), -56, "i1"), kind="i1", attributes={"_Unsigned": "true"})
        self.assertEqual(value(unsigned, "v", at, "--nearest"), 200)

    def test_06_units(self):
        field = np.full((6, 8), 41.0)
        for units, truth in (("K", 41 - KELVIN), ("degC", 41), ("celsius", 41), ("deg C", 41), ("degrees Celsius", 41),
                             ("Deg C", 41), ("C", 41), ("Fahrenheit", 5), ("degF", 5), ("m s-1", 41), ("m/s", 41),
                             ("km/h", 41 / 3.6), ("m", 41), ("feet", 12.4968), ("inches", 1.0414)):
            with self.subTest(units=units):
                file = write_map(FOLDER / "units.nc", field, units)
                self.assertAlmostEqual(value(file, "v", "68,-145"), truth, delta=1e-4)
        for units, truth in (("kg m-2 s-1", 41 * 86400), ("mm s-1", 41 * 86400), ("mm day-1", 41), ("mm/day", 41)):
            with self.subTest(units=units):
                file = write_map(FOLDER / "units.nc", field, units, attributes={"standard_name": "precipitation_flux"})
                self.assertAlmostEqual(value(file, "v", "68,-145") / truth, 1, delta=1e-6)
        month = (np.array([15.0, 45.0]), "days since 2005-01-01", "standard")
        for units, truth in (("mm month-1", 41 / 28), ("mm/month", 41 / 28), ("mm", 41 / 28), ("0.1 mm", 4.1 / 28),
                             ("inches", 41 * 25.4 / 28)):
            with self.subTest(units=units):
                file = write_map(FOLDER / "units.nc", np.full((2, 6, 8), 41.0), units, time=month,
                                 attributes={"long_name": "precipitation"})
                got = answer(file, "--variable", "v", "--at", "68,-145", "--time", "2005-02")
                self.assertEqual(got["unit"], "mm day-1")
                self.assertAlmostEqual(got["value"], truth, delta=1e-5)
                self.assertAlmostEqual(got["value_in_file_unit"], 41, delta=1e-5)
        lat, lon = np.arange(-500.0, 501, 100), np.arange(-600.0, 601, 100)
        kilometres = FOLDER / "km.nc"
        write_map(kilometres, np.add.outer(lat, np.zeros(13)), "m",
                  axes={"y": (lat, "km"), "x": (lon, "km")}, attributes={"grid_mapping": "laea"})
        with netCDF4.Dataset(kilometres, "a") as file:
            file["x"].standard_name, file["y"].standard_name = "projection_x_coordinate", "projection_y_coordinate"
            frame = file.createVariable("laea", "i4")
            frame.setncatts({"grid_mapping_name": "lambert_azimuthal_equal_area", "latitude_of_projection_origin": 68.0,
                             "longitude_of_projection_origin": -141.0, "false_easting": 0.0, "false_northing": 0.0,
                             "semi_major_axis": 6378137.0, "inverse_flattening": 298.257223563})
        self.assertAlmostEqual(value(kilometres, "v", "68,-141"), 0, delta=1e-6)
        self.assertAlmostEqual(value(kilometres, "v", "70,-141"), 223.1, delta=0.2)

    def test_07_calendars(self):
        day = 59.5
        field = np.arange(3)[:, None, None] * np.ones((3, 6, 8))
        for calendar, when in (("standard", "2005-03-01"), ("gregorian", "2005-03-01"), ("proleptic_gregorian", "2005-03-01"),
                               ("noleap", "2005-03-01"), ("365_day", "2005-03-01"), ("360_day", "2005-02-30"),
                               ("366_day", "2005-02-29"), ("all_leap", "2005-02-29"), ("julian", "2005-03-01")):
            with self.subTest(calendar=calendar):
                file = write_map(FOLDER / "calendar.nc", field, time=([day, day + 1, day + 2], "days since 2005-01-01", calendar))
                course = series(file, "v", "--at", "68,-145")
                self.assertEqual((course[0][0][:10], course[0][1]), (when, 0))
                self.assertEqual(value(file, "v", "68,-145", "--time", when), 0)
        for units, numbers, when in (("months since 2005-01-01", [6, 7, 8], "2005-07"), ("years since 2005-01-01", [6, 7, 8], "2011"),
                                     ("day as %Y%m%d.%f", [20050701.5, 20050702.5, 20050703.5], "2005-07-01")):
            with self.subTest(units=units):
                file = write_map(FOLDER / "calendar.nc", field, time=(numbers, units, "standard"))
                self.assertEqual(value(file, "v", "68,-145", "--time", when), 0)
        months = write_map(FOLDER / "calendar.nc", field, time=([200507, 200508, 200509], "1", "standard"))
        self.assertEqual(value(months, "v", "68,-145", "--time", "2005-08"), 1)
        misspelt = write_map(FOLDER / "calendar.nc", field, time=([0, 1, 2], "days since 2005-01-01", "365_days"))
        self.assertIn("365_day", refusal(misspelt, "--variable", "v", "--at", "68,-145", "--time", "2005-01-01"))
        cru = self.data("climate/cru_ts401_yukon_3x3_1901-2016.tmp.nc")
        self.assertEqual(series(cru, "tmp", "--at", "60.7,-139.2")[-1][0][:7], "2016-12")

    def test_08_dimensions(self):
        field = np.arange(48.0).reshape(6, 8)
        plain = write_map(FOLDER / "plain.nc", field)
        turned = write_map(FOLDER / "turned.nc", field, order=["lon", "lat"])
        for place in ("66,-148", "68.3,-139.1", "71,-136"):
            self.assertAlmostEqual(value(turned, "v", place), value(plain, "v", place), delta=1e-6)
        empty = write_map(FOLDER / "empty.nc", np.zeros((0, 6, 8)), time=([], "days since 2005-01-01", "standard"))
        self.assertRegex(refusal(empty, "--variable", "v", "--at", "68,-145"), "no records|empty|length 0")
        grouped = FOLDER / "grouped.nc"
        with netCDF4.Dataset(grouped, "w") as file:
            group = file.createGroup("forecast")
            for name, numbers, units in (("lat", np.arange(66, 72.0), "degrees_north"), ("lon", np.arange(-150, -134, 2.0), "degrees_east")):
                file.createDimension(name, len(numbers))
                axis = file.createVariable(name, "f8", (name,))
                axis.units, axis[:] = units, numbers
            group.createVariable("v", "f4", ("lat", "lon"))[:] = field
            group["v"].units = "degC"
        self.assertAlmostEqual(value(grouped, "forecast/v", "66,-148"), 1, delta=1e-6)
        era5 = self.data("climate/era5_monthly_denali_1980.nc")
        self.assertLess(value(era5, "t2m", "63.8,-149.2", "--time", "1980-01", "--nearest"), -5)

    def test_09_two_dimensional_places(self):
        rotated = self.packaged(f"{NUG}tas_rotated_grid_EUR11.nc", "libncarg-data")
        with netCDF4.Dataset(rotated) as stored:
            rlat, rlon = (np.radians(np.array(stored[name][:])) for name in ("rlat", "rlon"))
            tas = np.array(stored["tas"][:]).squeeze()
            pole, east = np.radians(stored["rotated_pole"].grid_north_pole_latitude), stored["rotated_pole"].grid_north_pole_longitude
        for row, column in ((0, 0), (200, 100), (411, 423)):
            y, x = rlat[row], rlon[column]  # spherical trigonometry
            latitude = np.degrees(np.arcsin(np.sin(pole) * np.sin(y) + np.cos(pole) * np.cos(y) * np.cos(x)))
            longitude = east + np.degrees(np.arctan2(-np.cos(y) * np.sin(x), np.cos(pole) * np.sin(y) - np.sin(pole) * np.cos(y) * np.cos(x)))
            got = answer(rotated, "--variable", "tas", "--at", f"{latitude},{longitude}", "--nearest", "--record", 0)
            self.assertEqual((got["cell"]["row"], got["cell"]["column"]), (row, column))
            self.assertAlmostEqual(got["value_in_file_unit"], tas[row, column], delta=1e-3)
        j, i = np.mgrid[0:20, 0:30]
        latitude, longitude = 60 + 0.5 * j + 0.1 * i, -160 + 1.2 * i - 0.3 * j
        curved = FOLDER / "curved.nc"
        with netCDF4.Dataset(curved, "w") as file:
            file.createDimension("j", 20)
            file.createDimension("i", 30)
            for name, numbers, units in (("lat", latitude, "degrees_north"), ("lon", longitude, "degrees_east"), ("v", latitude, "degC")):
                variable = file.createVariable(name, "f8", ("j", "i"))
                variable.units, variable[:] = units, numbers
            file["v"].coordinates = "lat lon"
        self.assertAlmostEqual(value(curved, "v", f"{latitude[7, 11]},{longitude[7, 11]}", "--nearest"), latitude[7, 11], delta=1e-6)
        self.assertAlmostEqual(value(curved, "v", "66,-145"), 66, delta=1e-3)

    def test_10_pixels_that_cannot_be_read(self):
        for name in ("byte_truncated", "gtiff__lzw_corrupted", "huge-number-strips", "excessive-memory-TIFFFillTile"):
            with self.subTest(name):
                file = self.data(f"torture/gdal-gtiff/{name}.tif")
                code, out, said = inspect(file, "--variable", "1", "--box", "-90,90,-180,180")
                self.assertEqual((code, out), (2, ""), said)


if __name__ == "__main__":
    unittest.main()
