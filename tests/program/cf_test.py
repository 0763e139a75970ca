#!/usr/bin/python3
"""Every file that the program writes keeps the rules of CF-1.10; and the rules tell of a file that does not."""
import shutil
import unittest

import helpers

try:
    import netCDF4
    import numpy as np
    import pyproj
    import cf_rules
    UDUNITS = cf_rules.Udunits()
except (ImportError, OSError) as problem:
    helpers.skip_all(f"{problem}: install python3-netcdf4 python3-cftime python3-pyproj libudunits2-0")

WORLD = helpers.World()
FOLDER = WORLD.folder
# Bands of the score sheet are in kilometres, days, calves: the column `unit` says which, row by row.
UNIT_BY_ROW = ("band_low", "band_high", "simulated", "low_95", "high_95")
# An axis of an ensemble is named as its key is, for those who look it up: "survival.adult_female".
KEY = r"^(\w+/)?\w+(\.\w+)+:"
ROAD = """extends = "world.toml"
[[development]]
name = "A road"
file = "road.geojson"
reach = 2
"""


def made(*arguments):
    """The file that a command writes."""
    code, _, said = helpers.run(*arguments)
    assert code == 0, said
    return arguments[-1]


def run_world(name, *settings, scenario=WORLD.scenario):
    path = FOLDER / f"{name}.h5"
    return path if path.exists() else made("run", scenario, "-q", *helpers.settings(settings), "-o", path)


class Files(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        (FOLDER / "road.geojson").write_text(
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": '
            '{"type": "LineString", "coordinates": [[-144, 69.3], [-138, 69.3]]}}]}')
        cls.base, cls.road = run_world("base"), run_world("road", scenario=WORLD.write("road.toml", ROAD))

    def keeps(self, path, **exempt):
        self.assertEqual(cf_rules.breaches_of(path, UDUNITS, **exempt), [])

    @unittest.skipIf(helpers.absent_inputs(), "run ./quickstart first")
    def test_a_run_of_the_baseline_with_tracks(self):
        result = helpers.tiny_run()
        with netCDF4.Dataset(result) as file:
            self.assertEqual(file["track"].featureType, "trajectory")
        self.keeps(result)

    def test_a_run_with_infrastructure(self):
        with netCDF4.Dataset(self.road) as file:
            self.assertIn("infrastructure_distance", file["map"].variables)
        self.keeps(self.road)

    def test_fields(self):
        self.keeps(made("fields", WORLD.scenario, "--set", "run.last_day=2005-01-10", "-o", FOLDER / "fields.nc"))

    def test_fields_of_all_layers(self):
        """Snow, greenness and insects as layers: the file has all the variables it can have."""
        shutil.copy(FOLDER / "weather.nc", FOLDER / "more.nc")
        with netCDF4.Dataset(FOLDER / "more.nc", "r+") as file:
            for name, role, units in (("tas", "snow_depth", "m"), ("pr", "ndvi", "1"), ("sfcWind", "insects", "1")):
                file.renameVariable(name, role)
                file[role].units = units
                file[role][:] = 0.5
        more = "".join(f'[[layer]]\nrole = "{role}"\nfile = "more.nc"\nvariable = "{role}"\n'
                       for role in ("snow_depth", "ndvi", "insects"))
        scenario = WORLD.write("layers.toml", 'extends = "world.toml"\n' + more)
        code, _, said = helpers.run("fields", scenario, "--set", "run.last_day=2005-01-10", "-o", FOLDER / "layers.nc")
        self.assertEqual(code, 0, said)
        with netCDF4.Dataset(FOLDER / "layers.nc") as file:
            self.assertLess({"snow_depth", "ndvi", "insects"}, set(file.variables))
        self.keeps(FOLDER / "layers.nc")

    @unittest.skipIf(helpers.absent_inputs(), "run ./quickstart first")
    def test_weather(self):
        self.keeps(made("weather", helpers.BASELINE, *helpers.settings(["weather.years=1", "grid.cell=20000"]),
                        "-o", FOLDER / "weather_made.nc"))

    def test_a_comparison(self):
        self.keeps(made("compare", self.base, self.road, "-o", FOLDER / "impact.h5"))

    def test_an_ensemble_and_its_copy(self):
        for how in ([], ["--copy"]):
            with self.subTest(how=how):
                path = made("collect", self.base, self.road, *how, "-o", FOLDER / f"ensemble{len(how)}.h5")
                with netCDF4.Dataset(path) as file:
                    self.assertIn("track", file.groups)
                self.keeps(path, other_names=KEY)

    def test_a_score_sheet(self):
        made("validate", self.base, "--h5", FOLDER / "sheet.h5")
        self.keeps(FOLDER / "sheet.h5", unit_by_row=UNIT_BY_ROW)

    def test_names_that_flags_cannot_hold(self):
        """The words of flag_meanings are plain, and nothing else loses the name."""
        name, plain = "Tr'ondëk Hwëch'in", "Tr_ond__k_Hw__ch_in"
        regions = (FOLDER / "regions.geojson").read_text().replace('"Plain"', f'"{name}"')
        (FOLDER / "names.geojson").write_text(regions)
        text = helpers.SCENARIO.replace('"Plain"', f'"{name}"').replace("regions.geojson", "names.geojson")
        result = run_world("names", "run.last_day=2005-06-30", scenario=WORLD.write("names.toml", text))
        self.keeps(result)
        with netCDF4.Dataset(result) as file:
            self.assertIn(plain, file["map/region"].flag_meanings.split())
            self.assertIn(name, file["map/region_name"][:])
        _, _, said = helpers.run("compare", result, result, "-o", FOLDER / "same.h5")
        other = run_world("names2", "run.last_day=2005-06-30", "snow.gauge_undercatch=2", scenario=FOLDER / "names.toml")
        with netCDF4.Dataset(made("compare", result, other, "-o", FOLDER / "names_impact.h5")) as file:
            self.assertIn(name, file["impact/region_name"][:])
        self.keeps(FOLDER / "names_impact.h5")


class Projections(unittest.TestCase):
    def test_attributes_say_the_same_as_the_text(self):
        """Those of the grid mapping make the projection that crs_wkt is."""
        for kind, crs in (
                ("lambert_azimuthal_equal_area", "+proj=laea +lat_0=68 +lon_0=-141 +datum=WGS84"),
                ("albers_conical_equal_area", "+proj=aea +lat_1=60 +lat_2=75 +lat_0=68 +lon_0=-141 +datum=WGS84"),
                ("lambert_conformal_conic", "+proj=lcc +lat_1=60 +lat_2=75 +lat_0=68 +lon_0=-141 +datum=WGS84"),
                ("polar_stereographic", "+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-141 +y_0=2411737 +datum=WGS84"),
                ("azimuthal_equidistant", "+proj=aeqd +lat_0=68 +lon_0=-141 +datum=WGS84"),
                ("transverse_mercator", "+proj=tmerc +lat_0=68 +lon_0=-141 +k=0.9996 +datum=WGS84")):
            with self.subTest(kind=kind):
                settings = [f'grid.crs="{crs}"', "run.last_day=2005-01-03", "grid.x_min=-100000", "grid.x_max=100000",
                            "grid.y_min=40000", "grid.y_max=200000"]
                result = run_world(kind, *settings)
                self.assertEqual(cf_rules.breaches_of(result, UDUNITS), [])
                with netCDF4.Dataset(result) as file:
                    notes = cf_rules.attributes(file["map/crs"])
                self.assertEqual(notes["grid_mapping_name"], kind)
                text = pyproj.CRS.from_wkt(notes.pop("crs_wkt"))
                from_numbers = pyproj.Transformer.from_crs(pyproj.CRS.from_cf(notes), text, always_xy=True)
                np.testing.assert_allclose(from_numbers.transform(50000.0, 120000.0), (50000.0, 120000.0), atol=0.01)
                path = made("fields", WORLD.scenario, *helpers.settings(settings), "-o", FOLDER / f"{kind}.nc")
                with netCDF4.Dataset(path) as file:
                    of_fields = cf_rules.attributes(file["crs"])
                self.assertEqual(set(of_fields), set(notes) | {"crs_wkt"})
                for name in set(notes) - {"long_name"}:
                    np.testing.assert_array_equal(of_fields[name], notes[name], err_msg=name)


def good_file(path):
    """A small file that keeps the rules, with something of each kind in it."""
    file = netCDF4.Dataset(path, "w")
    file.Conventions = "CF-1.10"
    for name, length in (("time", 3), ("y", 2), ("x", 2), ("bnds", 2)):
        file.createDimension(name, length)

    def variable(name, kind, dimensions, values, fill=None, **notes):
        v = file.createVariable(name, kind, dimensions, fill_value=fill)
        v.setncatts({"long_name": name} | notes)
        v[...] = values
    variable("time", "f8", ("time",), [0, 1, 2], units="days since 1970-01-01", standard_name="time", axis="T", calendar="standard",
             bounds="time_bnds")
    variable("time_bnds", "f8", ("time", "bnds"), [[0, 1], [1, 2], [2, 3]])
    variable("y", "f8", ("y",), [0, 1], units="m", standard_name="projection_y_coordinate", axis="Y")
    variable("x", "f8", ("x",), [0, 1], units="m", standard_name="projection_x_coordinate", axis="X")
    variable("lat", "f4", ("y", "x"), 68, units="degrees_north", standard_name="latitude")
    variable("lon", "f4", ("y", "x"), -141, units="degrees_east", standard_name="longitude")
    variable("crs", "i4", (), 0, grid_mapping_name="lambert_azimuthal_equal_area", latitude_of_projection_origin=68.0,
             longitude_of_projection_origin=-141.0, false_easting=0.0, false_northing=0.0, crs_wkt="PROJCRS[...]")
    variable("depth", "f4", ("time", "y", "x"), 1, np.float32(np.nan), units="cm", standard_name="surface_snow_thickness",
             cell_methods="time: mean", coordinates="lat lon", grid_mapping="crs")
    variable("kind", "i1", ("y", "x"), 1, units="1", flag_values=np.array([0, 1], "i1"), flag_meanings="no yes",
             coordinates="lat lon", grid_mapping="crs")
    variable("bits", "i4", ("y", "x"), 3, units="1", flag_masks=np.array([1, 2], "i4"), flag_meanings="a b",
             coordinates="lat lon", grid_mapping="crs")
    tracks = file.createGroup("track")
    tracks.featureType = "trajectory"
    tracks.createDimension("trajectory", 2)
    tracks.createDimension("obs", 3)
    file = tracks
    variable("id", "i8", ("trajectory",), [4, 5], units="1", cf_role="trajectory_id")
    variable("time", "f8", ("obs",), [0, 1, 2], units="days since 1970-01-01", standard_name="time", axis="T")
    variable("lat", "f4", ("trajectory", "obs"), 68, np.float32(np.nan), units="degrees_north", standard_name="latitude")
    variable("lon", "f4", ("trajectory", "obs"), -141, np.float32(np.nan), units="degrees_east", standard_name="longitude")
    variable("mode", "i1", ("trajectory", "obs"), 0, units="1", flag_values=np.array([0, 1], "i1"), flag_meanings="a b",
             coordinates="time lat lon")
    return tracks.parent


def noted(path, **notes):
    """A change of attributes; None takes one away."""
    def change(file):
        item = file[path] if path else file
        for name, value in notes.items():
            if value is None:
                item.delncattr(name)
            else:
                item.setncattr(name, value)
    return change


def filled(path, values):
    def change(file):
        file[path][...] = values
    return change


def renamed(path, new):
    def change(file):
        file.renameVariable(path, new)
    return change


BROKEN = [
    (noted("", Conventions="CF-1.6"), "not CF-1.10"),
    (noted("track", Conventions="CF-1.10"), "belongs to the root"),
    (noted("depth", title="depth"), "belongs to files and groups"),
    (renamed("kind", "snow kind"), "letters, digits and underscores"),
    (renamed("kind", "DEPTH"), "by upper case alone"),
    (noted("y", missing_value=-1.0), "missing_value in a coordinate"),
    (noted("depth", missing_value=-1.0), "of another type"),
    (noted("depth", long_name=None, standard_name=None), "neither long_name"),
    (noted("depth", long_name=3), "long_name is no text"),
    (noted("depth", units=None), "no units"),
    (noted("depth", units="furlong per moose"), "UDUNITS does not know"),
    (noted("depth", units="kg"), "no unit of surface_snow_thickness"),
    (noted("depth", standard_name="snow"), "not in the list"),
    (noted("time", units="days"), "without a reference"),
    (noted("time", calendar="lunar"), "no calendar"),
    (noted("kind", flag_values=np.array([0, 1], "i4")), "of another type"),
    (noted("kind", flag_meanings="no"), "but 1 flag_meanings"),
    (noted("kind", flag_meanings="no yes!"), "no word"),
    (noted("kind", flag_values=np.array([1, 1], "i1")), "not all different"),
    (noted("kind", flag_values=None), "flag_meanings without"),
    (noted("bits", flag_masks=np.array([0, 2], "i4")), "want bits"),
    (filled("kind", 2), "values that flag_values lack"),
    (filled("bits", 4), "bits that flag_masks lack"),
    (noted("depth", coordinates="lat lon height"), "height, which is not there"),
    (noted("y", coordinates="lat"), "belongs to data"),
    (noted("depth", coordinates="lat"), "without longitude"),
    (noted("depth", axis="Z"), "axis belongs to coordinates"),
    (noted("depth", grid_mapping="projection"), "projection, which is not there"),
    (noted("depth", grid_mapping=None), "says not on which"),
    (noted("depth", calendar="standard"), "calendar without time"),
    (noted("crs", grid_mapping_name="flat_earth"), "no projection"),
    (noted("crs", false_easting=None), "without false_easting"),
    (noted("crs", false_easting=np.int32(0)), "no real number"),
    (noted("crs", crs_wkt=None), "no crs_wkt"),
    (noted("crs", prime_meridian_name="Greenwich"), "in part"),
    (filled("x", [0, 0]), "not strictly monotonic"),
    (filled("x", [0, np.nan]), "with gaps"),
    (noted("x", axis=None), "axis is None"),
    (noted("time", bounds="edges"), "edges, which is not there"),
    (noted("time", bounds="y"), "not as long"),
    (noted("time_bnds", units="days since 1970-01-01"), "units belongs to time"),
    (filled("time_bnds", [[5, 6], [1, 2], [2, 3]]), "lies outside"),
    (noted("depth", cell_methods="mean"), "cannot be read"),
    (noted("depth", cell_methods="time: average"), "no method"),
    (noted("depth", cell_methods="height: mean"), "none of its dimensions"),
    (noted("depth", cell_methods="time: mean time: maximum"), "twice"),
    (noted("depth", cell_methods="time: mean y: mean"), "has no bounds"),
    (noted("track", featureType="walk"), "featureType walk"),
    (noted("track", featureType=None), "cf_role without featureType"),
    (noted("track/id", cf_role=None), "one variable has the cf_role"),
    (noted("track/id", cf_role="timeseries_id"), "not trajectory_id"),
    (filled("track/id", 4), "two trajectories of one name"),
    (noted("track/mode", coordinates="lat lon"), "a trajectory without time"),
    (filled("track/time", [0, 2, 1]), "do not follow each other"),
    (filled("track/lat", [[68, 68, np.nan]] * 2), "one number of two"),
]


class Rules(unittest.TestCase):
    def test_a_good_file_breaks_none(self):
        with good_file(FOLDER / "good.nc") as file:
            self.assertEqual(cf_rules.breaches(file, UDUNITS), [])

    def test_each_breach_is_told(self):
        for i, (change, told) in enumerate(BROKEN):
            with self.subTest(told=told, number=i), good_file(FOLDER / f"broken{i}.nc") as file:
                change(file)
                found = cf_rules.breaches(file, UDUNITS)
                self.assertTrue([line for line in found if told in line], found)


if __name__ == "__main__":
    unittest.main()
