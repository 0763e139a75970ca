#!/usr/bin/env python3
"""`rangifer compare`: its numbers are those that Python reads off the results; what cannot be compared is refused."""
import datetime
import json
import pathlib
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import helpers  # noqa: E402

try:
    import h5py
    import numpy as np
    import xarray as xr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-h5py python3-numpy python3-xarray")

WORLD = helpers.World()
FOLDER = WORLD.folder
SHORT = ("run.last_day=2005-07-05",)
LINE = {"type": "LineString", "coordinates": [[-144, 69.3], [-138, 69.3]]}
(FOLDER / "road.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"kind": "road"}, "geometry": LINE}]}))
ROAD = WORLD.write("road.toml", "\n".join([
    'extends = "world.toml"', "[run]", 'title = "a road"', "[[development]]", 'name = "A road"',
    'file = "road.geojson"', "reach = 2"]) + "\n")
GROUPS = ("pairs", "impact", "growth", "displacement", "overlap", "map", "calving")


def made(scenario, result, *settings, replicate=0):
    path = FOLDER / result
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        code, _, said = helpers.run("run", "-q", scenario, "-o", path, "--replicate", replicate,
                                    *helpers.settings(["grid.cell=10000", *settings]))
        assert code == 0, said
    return path


def replicates(scenario, name, n=3):
    for k in range(n):
        made(scenario, f"{name}/r{k}.h5", *SHORT, replicate=k)
    return FOLDER / name


def compared(base, scenario, out="impact.h5", *more):
    """(path, what was printed)"""
    code, said, problems = helpers.run("compare", base, scenario, "-o", FOLDER / out, *more)
    assert code == 0, problems
    assert not list(FOLDER.glob("*.partial")), "half a file was left over"
    return FOLDER / out, said


def copy(of, name, change=None):
    path = FOLDER / name
    path.parent.mkdir(exist_ok=True)
    shutil.copy(of, path)
    if change:
        with h5py.File(path, "r+") as file:
            change(file)
    return path


def text_attribute(file, name, text):
    del file.attrs[name]
    file.attrs[name] = np.bytes_(text)


class Equal(unittest.TestCase):
    def test_every_difference_is_exactly_zero(self):
        base = replicates(WORLD.scenario, "base")
        out, said = compared(base, base, "equal.h5")
        self.assertIn("The two are equal in every number.", said)
        with h5py.File(out) as file:
            names = [n for n in file["impact"] if n.endswith(("_difference", "_low_95", "_high_95"))]
            self.assertGreater(len(names), 60)
            for name in names:
                values = file["impact"][name][:]
                self.assertTrue(np.all((values == 0) | np.isnan(values)), f"{name}: {values}")
                if name.startswith("births_") and not name.startswith("births_in_zone"):  # no infrastructure, no zone
                    self.assertFalse(np.isnan(values).any(), name)
            self.assertEqual(np.nanmax(np.abs(file["map/use_difference"][:])), 0)
            self.assertEqual(file["map/density_gained"][:].max(), 0)
            self.assertEqual(file["calving/displacement"][:].max(), 0)
            np.testing.assert_allclose(file["overlap/affinity"][:], 1, atol=1e-4)

    def test_one_pair_of_one_year_has_no_interval(self):
        base = replicates(WORLD.scenario, "base")
        out, _ = compared(base / "r0.h5", base / "r0.h5", "single.h5")
        with h5py.File(out) as file:
            self.assertEqual(file["impact/births_difference"][0], 0)
            self.assertTrue(np.isnan(file["impact/births_low_95"][0]))
            self.assertTrue(np.isnan(file["growth/decline_chance_base"][0]))


class Communities(unittest.TestCase):
    def test_they_have_names_and_places(self):
        towns = WORLD.write("towns.toml", """extends = "world.toml"
[[community]]
name = "Wood Camp"
latitude = 68.6
longitude = -140.5
[[community]]
name = "K'aa Camp"
latitude = 69.7
longitude = -141.5
""")
        out, _ = compared(made(towns, "towns/a.h5", *SHORT), made(towns, "towns/b.h5", *SHORT, "snow.gauge_undercatch=2"), "towns.h5")
        with h5py.File(out) as file:
            self.assertEqual([name.decode() for name in file["map/community_name"][:]], ["Wood Camp", "K'aa Camp"])
            np.testing.assert_allclose(file["map/community_lat"][:], [68.6, 69.7], rtol=1e-6)
            np.testing.assert_allclose(file["map/community_lon"][:], [-140.5, -141.5], rtol=1e-6)
        code, _, said = helpers.run("report", out, "-o", FOLDER / "towns.html")
        self.assertEqual(code, 0, said)
        self.assertIn('"name": "K\'aa Camp"', (FOLDER / "towns.html").read_text())


class AgainstPython(unittest.TestCase):
    """A road, in three replicates of one spring."""

    @classmethod
    def setUpClass(cls):
        cls.base, cls.road = replicates(WORLD.scenario, "base"), replicates(ROAD, "road")
        cls.out, cls.said = compared(cls.base, cls.road, "road_impact.h5")
        cls.files = [(h5py.File(cls.base / f"r{k}.h5"), h5py.File(cls.road / f"r{k}.h5")) for k in range(3)]
        cls.impact = xr.open_dataset(cls.out, group="impact")

    def test_the_land_is_that_of_the_scenario(self):
        """So that whoever draws the maps needs no other file."""
        run = self.files[0][1]
        with h5py.File(self.out) as file:
            for name in ("elevation", "land_fraction", "region_mask", "region_kind", "infrastructure_distance",
                         "infrastructure_footprint", "season_first_doy"):
                np.testing.assert_array_equal(file["map"][name][:], run["map"][name][:], err_msg=name)
            self.assertEqual(list(file["map/region_name"][:]), list(run["map/region_name"][:]))
            for note in ("flag_masks", "flag_meanings"):
                np.testing.assert_array_equal(file["map/region_mask"].attrs[note], run["map/region_mask"].attrs[note])
            self.assertNotIn("community_lat", file["map"])

    def pairs(self, name):
        return (np.array([b[name][:] for b, _ in self.files], float),
                np.array([s[name][:] for _, s in self.files], float))

    def test_every_number_of_impact(self):
        names = [n for n, v in self.files[0][0]["impact"].items()
                 if v.ndim >= 2 and v.shape[:2] == (1, 1) and v.dtype != object]
        self.assertGreater(len(names), 20)
        for name in names:
            with self.subTest(name):
                base, road = self.pairs("impact/" + name)
                np.testing.assert_array_equal(self.impact[name + "_by_pair"].values, road - base)
                lone = np.isnan(road - base)
                base[lone] = road[lone] = np.nan
                if lone.all():
                    self.assertTrue(np.isnan(self.impact[name + "_difference"]).all())
                    continue
                means = np.nanmean(road - base, axis=1)  # over years: (pair, herd, ...)
                if np.isnan(means).any():
                    continue
                np.testing.assert_allclose(self.impact[name + "_base"], base.mean((0, 1)), rtol=1e-12)
                np.testing.assert_allclose(self.impact[name + "_scenario"], road.mean((0, 1)), rtol=1e-12)
                np.testing.assert_allclose(self.impact[name + "_difference"], means.mean(0), rtol=1e-9, atol=1e-9)
                np.testing.assert_allclose(self.impact[name + "_se_paired"], means.std(0, ddof=1) / np.sqrt(3),
                                           rtol=1e-9, atol=1e-9)
                apart = np.sqrt(base[:, 0].var(0, ddof=1) / 3 + road[:, 0].var(0, ddof=1) / 3)
                np.testing.assert_allclose(self.impact[name + "_se_unpaired"], apart, rtol=1e-9, atol=1e-9)
                self.assertTrue((self.impact[name + "_low_95"] <= means.mean(0) + 1e-9).all())
                self.assertTrue((self.impact[name + "_high_95"] >= means.mean(0) - 1e-9).all())
                self.assertEqual(self.impact[name + "_difference"].attrs.get("units"),
                                 self.files[0][0]["impact"][name].attrs["units"].decode())

    def test_births_by_mother(self):
        table = xr.open_dataset(self.out, group="calving").to_dataframe()
        for k, (base, road) in enumerate(self.files):
            rows = table[table.pair == k]
            places = [dict(zip(f["calving/mother"][:], zip(f["calving/x"][:], f["calving/y"][:])))
                      for f in (base, road)]
            self.assertEqual(set(rows.mother), set(places[0]) | set(places[1]))
            both = sorted(set(places[0]) & set(places[1]))
            self.assertGreater(len(both), 20)
            km = [np.hypot(float(places[1][m][0]) - float(places[0][m][0]),
                           float(places[1][m][1]) - float(places[0][m][1])) / 1000 for m in both]
            found = rows[rows.born_base.eq(1) & rows.born_scenario.eq(1)].sort_values("mother")
            np.testing.assert_array_equal(found.mother, both)
            np.testing.assert_allclose(found.displacement, km, rtol=1e-5, atol=1e-5)
            moved = xr.open_dataset(self.out, group="displacement")
            self.assertAlmostEqual(float(moved.mean_by_pair[k, 0, 0]), float(np.mean(km)), places=5)
        lone = int((table.born_base.eq(1) & table.born_scenario.eq(0)).sum())
        self.assertEqual(float(moved.calves_base_only[0]), 10.0 * lone)

    def test_cows_calve_elsewhere(self):
        moved = xr.open_dataset(self.out, group="displacement")
        self.assertGreater(float(moved["mean"][0]), 0)
        share = moved.share_moved.sel(distance=5.0).values[0]
        self.assertTrue(0 < share <= 1)
        self.assertLess(float(xr.open_dataset(self.out, group="overlap").affinity[0]), 0.9999)

    def test_use_by_season(self):
        base, road = self.pairs("map/use")
        found = xr.open_dataset(self.out, group="map").use_difference.values
        np.testing.assert_allclose(found, (road - base).mean(0), rtol=1e-4, atol=1e-3)

    def test_calves_of_the_map(self):
        maps = xr.open_dataset(self.out, group="map")
        born = np.mean([b["map/births"][:].sum() for b, _ in self.files])
        self.assertAlmostEqual(float(maps.births_base.sum()) / born, 1, places=5)
        self.assertAlmostEqual(float(maps.density_base.sum()) * 100 / born, 1, places=4)  # cells of 100 km2
        change = maps.density_scenario - maps.density_base
        np.testing.assert_allclose(maps.density_gained - maps.density_lost, change, atol=1e-6)

    def test_both_engines_open_every_group(self):
        for engine in ("netcdf4", "h5netcdf"):
            for group in GROUPS:
                with self.subTest(engine=engine, group=group):
                    data = xr.load_dataset(self.out, group=group, engine=engine)
                    self.assertTrue(data.data_vars)
                    for name, v in data.variables.items():
                        self.assertIn("long_name", v.attrs, name)

    def test_what_was_changed(self):
        with h5py.File(self.out) as file:
            changed = json.loads(file.attrs["changed_parameters"])
            self.assertEqual(file.attrs["format"].decode(), "rangifer comparison")
            self.assertEqual(file.attrs["summary"].decode(), self.said)
            self.assertIsInstance(file.attrs["left_out"], h5py.Empty)
        self.assertTrue(any(key.startswith("development.0") for key in changed["parameters"]), changed)
        self.assertTrue(any("road.geojson" in key for key in changed["inputs"]), changed)
        for words in ("a road", "3 pairs", "Where calves are born", "10 animals to an agent", "not what is unsure"):
            self.assertIn(words, " ".join(self.said.split()))
        self.assertLessEqual(max(map(len, self.said.splitlines())), 120)

    def test_same_bytes_again_and_json(self):
        before = self.out.read_bytes()
        _, said = compared(self.base, self.road, "road_impact.h5", "--json")
        self.assertEqual(before, self.out.read_bytes())
        answer = json.loads(said)
        row = next(r for r in answer["impact"] if r["variable"] == "births")
        self.assertEqual(row["difference"], float(self.impact.births_difference[0]))
        self.assertFalse(answer["equal"])


class Infrastructure(unittest.TestCase):
    def test_bands_of_distance(self):
        base, road = replicates(WORLD.scenario, "base"), replicates(ROAD, "road")

        def add(file):
            if "infrastructure_distance" in file["map"]:
                del file["map/infrastructure_distance"]
            far = np.full(file["map/elevation"].shape, np.nan, "f4")
            far[12:15], far[10:12], far[8:10] = 0.5, 4, 7
            file["map/infrastructure_distance"] = far
        for k in range(3):
            copy(road / f"r{k}.h5", f"near/r{k}.h5", add)
        out, said = compared(base, FOLDER / "near", "near.h5")
        self.assertIn("Near infrastructure", said)
        near = xr.open_dataset(out, group="infrastructure").swap_dims(band="band_name", season="season_name")
        with h5py.File(FOLDER / "near/r0.h5") as file:
            km = file["map/infrastructure_distance"][:]
            seasons = file["map/season"].attrs["flag_meanings"].decode().split()
        files = [(h5py.File(base / f"r{k}.h5"), h5py.File(FOLDER / f"near/r{k}.h5")) for k in range(3)]
        for band, cells in (("0-1 km", km < 1), ("within 5 km", km < 5), ("5-10 km", (km >= 5) & (km < 10))):
            with self.subTest(band):
                self.assertEqual(float(near.area.sel(band_name=band)), 100.0 * cells.sum())
                b = np.mean([f["map/births"][0][cells].sum() for f, _ in files])
                s = np.mean([f["map/births"][0][cells].sum() for _, f in files])
                self.assertAlmostEqual(float(near.births_base.sel(band_name=band)[0]), b, places=3)
                self.assertAlmostEqual(float(near.births_scenario.sel(band_name=band)[0]), s, places=3)
                if b > 0:
                    self.assertAlmostEqual(float(near.births_ratio.sel(band_name=band)[0]), s / b, places=5)
                i = seasons.index("post_calving")
                use = np.mean([f["map/use"][0, i][cells].astype(float).sum() for f, _ in files])
                self.assertAlmostEqual(float(near.use_base.sel(band_name=band, season_name="post_calving")[0]), use,
                                       places=2)
        self.assertGreater(float(near.births_base.sel(band_name="within 5 km")[0]), 0, "nobody calves there")


class ScoreSheet(unittest.TestCase):
    """`rangifer validate --baseline`: patterns 27 and 29 are read off the same comparison."""

    def sheet(self, *arguments):
        code, out, said = helpers.run("validate", *arguments, "--json")
        self.assertEqual(code, 0, said)
        return {r["pattern"]: r for r in json.loads(out) if r["number"] in (27, 29)}

    def test_survival_against_a_baseline(self):
        base, road = replicates(WORLD.scenario, "base"), replicates(ROAD, "road")
        runs = [road / f"r{k}.h5" for k in range(3)]
        without = self.sheet(*runs)
        self.assertEqual({r["needs"] for r in without.values()}, {"needs --baseline"})
        rows = self.sheet(*runs, "--baseline", *(base / f"r{k}.h5" for k in range(3)))
        out, _ = compared(base, road, "sheet_impact.h5")
        change = float(xr.open_dataset(out, group="impact").june_calf_survival_difference[0])
        self.assertAlmostEqual(rows["June survival, 1002 Area closed"]["simulated"], 100 * change, places=6)

    def test_a_run_that_is_its_own_baseline(self):
        good = replicates(WORLD.scenario, "base") / "r0.h5"
        code, _, said = helpers.run("validate", good, "--baseline", good)
        self.assertEqual(code, 2)
        self.assertIn("is a run to be scored and its baseline too", said)


class Years(unittest.TestCase):
    """Runs over different years, chosen from one ensemble: paired by their days, too, and drawn as spans."""
    @classmethod
    def setUpClass(cls):
        def colder(name, values):  # from year to year
            years = np.arange(len(values)) // 365
            return values - 3 * years[:, None, None] * name.startswith("tas")
        helpers.write_weather(FOLDER / "years.nc", colder, first=datetime.date(2003, 12, 1), last=datetime.date(2006, 12, 31))
        WORLD.write("years.toml", helpers.SCENARIO.replace("weather.nc", "years.nc"))
        WORLD.write("years_with_road.toml", ROAD.read_text().replace("world.toml", "years.toml"))
        cls.file = WORLD.write("springs.toml", f"""
[ensemble]
folder = "springs"
set = ["grid.cell=10000"]
[[ensemble.axis]]
name = "road"
scenarios = ["years.toml", "years_with_road.toml"]
labels = ["none", "built"]
[[ensemble.axis]]
name = "year"
labels = ["2004", "2005", "2006"]
set = [{", ".join(f'["run.first_day={y}-01-01", "run.last_day={y}-12-31"]' for y in (2004, 2005, 2006))}]
[[ensemble.axis]]
name = "replicate"
replicates = 2
[ensemble.job]
memory = 300
time = 5
""")
        cls.refused_early = helpers.run("compare", "--ensemble", cls.file, "road=none", "road=built", "-o", FOLDER / "none.h5")
        code, _, said = helpers.run("submit", cls.file, "--local")
        assert code == 0, said
        cls.out = FOLDER / "springs.h5"
        code, cls.said, said = helpers.run("compare", "--ensemble", cls.file, "road=none", "road=built", "-o", cls.out)
        assert code == 0, said

    def test_members_that_are_not_done(self):
        code, _, said = self.refused_early
        self.assertEqual(code, 2)
        self.assertIn("6 of 6 members with road=none are not done", said)

    def test_pairs_and_their_days(self):
        pairs = xr.open_dataset(self.out, group="pairs")
        self.assertEqual([str(day)[:4] for day in pairs.first_day.values], ["2004", "2005", "2006"] * 2)
        self.assertEqual(list(pairs.replicate.values), [0, 0, 0, 1, 1, 1])
        impact = xr.open_dataset(self.out, group="impact")
        self.assertEqual(list(impact.year.values), [1])
        births = xr.open_dataset(self.out, group="calving")
        self.assertEqual(set(births.year.values), {2004, 2005, 2006})
        days = dict(zip(range(6), pairs.first_day.dt.year.values))
        self.assertTrue(all(days[int(p)] == y for p, y in zip(births.pair.values, births.year.values)))

    def test_spans_are_drawn(self):
        impact = xr.open_dataset(self.out, group="impact")
        by_span = impact.centroid_x_by_pair.values[:, 0, 0].reshape(2, 3).mean(axis=0)
        self.assertGreater(by_span.std(), 0)
        self.assertAlmostEqual(float(impact.centroid_x_se_paired[0]), by_span.std(ddof=1) / 3 ** 0.5)
        self.assertAlmostEqual(float(impact.centroid_x_difference[0]), by_span.mean())
        self.assertAlmostEqual(float(impact.centroid_x_low_95[0]), by_span.mean() - 4.303 * by_span.std(ddof=1) / 3 ** 0.5)
        said = " ".join(self.said.split())
        self.assertIn("6 pairs of runs with the same animals and the same draws, over 3 spans of 1 year between 2004 and 2006", said)
        self.assertIn("The intervals draw 3 spans of years, so they hold the weather from 2004 to 2006 as well.", said)
        self.assertNotIn("overlap, they are", said)
        self.assertIn("Chance that the herd is smaller after ten years like these", said)

    def test_values_of_two_axes(self):
        one = FOLDER / "one.h5"
        code, said, _ = helpers.run("compare", "--ensemble", self.file, "road=none,year=2005", "road=built,year=2005", "-o", one)
        self.assertEqual(code, 0)
        self.assertIn("2 pairs of runs", said)
        self.assertEqual(list(xr.open_dataset(one, group="impact").year.values), [2005])

    def test_what_is_no_axis_or_value(self):
        for selection, words in (("raod=none", 'axis "raod", expected one of road, year, replicate; did you mean road?'),
                                 ("road=bilt", 'value of axis road "bilt", expected one of none, built; did you mean built?'),
                                 ("road=built,replicate=0", "has no partner")):
            code, _, said = helpers.run("compare", "--ensemble", self.file, "road=none", selection, "-o", FOLDER / "none.h5")
            self.assertEqual(code, 2)
            self.assertIn(words, said)
        self.assertFalse((FOLDER / "none.h5").exists())


class AnyVariable(unittest.TestCase):
    def test_names_that_nobody_foresaw(self):
        """Along one and two more dimensions, whole numbers with a missing value, one that only the base has."""
        first = replicates(WORLD.scenario, "base") / "r0.h5"

        def add(shift):
            def change(file):
                impact = file["impact"]

                def put(name, values, dimensions, missing=None):
                    impact[name] = values
                    impact[name].attrs["long_name"] = np.bytes_("made up")
                    impact[name].attrs["units"] = np.bytes_("d")
                    if missing is not None:
                        impact[name].attrs["_FillValue"] = np.array([missing], impact[name].dtype)
                    for axis, dimension in enumerate(dimensions):
                        impact[name].dims[axis].attach_scale(impact[dimension])
                impact["fortnight"] = np.arange(5, dtype="i4")
                impact["fortnight"].make_scale("fortnight")
                impact["fortnight"].attrs["long_name"] = np.bytes_("fortnight of the summer")
                put("days_at_rest", np.arange(4.0).reshape(1, 1, 4) * shift, ("year", "herd", "region"))
                put("seen", np.arange(20.0).reshape(1, 1, 5, 4) + shift, ("year", "herd", "fortnight", "region"))
                put("crossed_on", np.array([[-1 if shift > 1 else 150]], "i4"), ("year", "herd"), -1)
                if shift == 1:
                    put("only_here", np.zeros((1, 1)), ("year", "herd"))
            return change
        base, other = copy(first, "more_a.h5", add(1)), copy(first, "more_b.h5", add(3))
        out, _ = compared(base, other, "more.h5")
        impact = xr.open_dataset(out, group="impact")
        np.testing.assert_array_equal(impact.days_at_rest_difference[0], [0, 2, 4, 6])
        self.assertEqual(impact.seen_difference.dims, ("herd", "fortnight", "region"))
        self.assertTrue((impact.seen_difference == 2).all())
        self.assertEqual(impact.seen_by_pair.shape, (1, 1, 1, 5, 4))
        self.assertTrue(np.isnan(impact.crossed_on_difference[0]))
        self.assertEqual(set(impact.region_name.values), {"West", "East", "Plain", "elsewhere"})
        with h5py.File(out) as file:
            self.assertEqual(file.attrs["left_out"].decode(), "only_here")


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.base = replicates(WORLD.scenario, "base")
        cls.good = cls.base / "r0.h5"

    def refused(self, *arguments):
        code, _, said = helpers.run("compare", *arguments)
        self.assertEqual(code, 2, said)
        self.assertFalse((FOLDER / "none.h5").exists() or (FOLDER / "none.h5.partial").exists())
        return said

    def spoilt(self, change):
        return self.refused(self.good, copy(self.good, "spoilt.h5", change), "-o", FOLDER / "none.h5")

    def test_all_that_differs_is_told(self):
        other = made(WORLD.scenario, "other.h5", "grid.cell=20000", "run.seed=2", "run.step=6",
                     "movement.reference_step=6", "run.last_day=2005-06-30", "herd.small.animals_per_agent=20")
        said = self.refused(self.good, other, "-o", FOLDER / "none.h5")
        for words in ("cannot be compared with", "seed: found 2, expected 1", "step_h: found 6 h, expected 3 h",
                      "length: found 181 days, expected 186 days", "x of the grid: found 12 cells", "y of the grid",
                      "animals per agent of herd small: found 20, expected 10", "6 differences"):
            self.assertIn(words, said)

    def test_names_days_and_projection(self):
        def rename(what):
            return lambda file: file[what].attrs.__setitem__("flag_meanings", np.bytes_(
                " ".join(f"other{i}" for i in range(file[what].size))))
        self.assertIn("herds: found other0, expected small", self.spoilt(rename("impact/herd")))
        self.assertIn("regions: found other0", self.spoilt(rename("impact/region")))

        def later(file):
            file["herd/time"][:] = file["herd/time"][:] + 1
        self.assertIn("first day: found 2005-01-02, expected 2005-01-01", self.spoilt(later))
        said = self.spoilt(lambda file: text_attribute(file["map/crs"], "crs_wkt", "PROJCRS[\"elsewhere\"]"))
        self.assertIn("projection (crs_wkt)", said)

    def test_runs_without_partner_or_twice(self):
        copy(self.good, "two/a.h5")
        self.assertIn("r1.h5: seed 1, replicate 1, first day 2005-01-01 has no partner among the runs of the scenario",
                      self.refused(self.base, FOLDER / "two", "-o", FOLDER / "none.h5"))
        copy(self.good, "two/b.h5")
        self.assertIn("are both seed 1, replicate 0, first day 2005-01-01", self.refused(self.base, FOLDER / "two", "-o", FOLDER / "none.h5"))

    def test_what_is_no_result(self):
        (FOLDER / "empty").mkdir(exist_ok=True)
        none = FOLDER / "none.h5"
        self.assertIn("no *.h5 file", self.refused(FOLDER / "empty", self.good, "-o", none))
        self.assertIn("nobody.h5: no such file", self.refused(self.good, FOLDER / "nobody.h5", "-o", none))
        impact, _ = compared(self.good, self.good, "a_comparison.h5")
        self.assertIn("not a result of rangifer run", self.refused(self.good, impact, "-o", none))
        self.assertIn("attribute parameters is not JSON",
                      self.spoilt(lambda file: text_attribute(file, "parameters", "{oops")))

    def test_where_it_may_not_write(self):
        before = self.good.read_bytes()
        self.assertIn("is a result that was to be read", self.refused(self.good, self.good, "-o", self.good))
        self.assertIn("is a result that was to be read", self.refused(self.base, self.base, "-o", self.base / "r2.h5"))
        self.assertEqual(before, self.good.read_bytes())
        stranger = copy(self.good, "stranger.h5")
        self.assertIn("is there already, and is no comparison",
                      self.refused(self.good, self.good, "-o", stranger))
        self.assertEqual(before, stranger.read_bytes())
        self.assertIn("there is no folder", self.refused(self.good, self.good, "-o", FOLDER / "no" / "x.h5"))
        self.assertIn("--output is required", self.refused(self.good, self.good))


if __name__ == "__main__":
    unittest.main()
