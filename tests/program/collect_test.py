#!/usr/bin/env python3
"""`rangifer collect`: an ensemble says what its members say, value by value, and names what it cannot take."""
import json
import pathlib
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import helpers  # noqa: E402

try:
    import h5netcdf  # noqa: F401
    import h5py
    import netCDF4  # noqa: F401
    import numpy as np
    import xarray as xr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-xarray python3-netcdf4 python3-h5netcdf python3-h5py")

WORLD = helpers.World()
FOLDER = WORLD.folder
LINE = {"type": "LineString", "coordinates": [[-144, 69.3], [-138, 69.3]]}
(FOLDER / "road.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"kind": "road"}, "geometry": LINE}]}))
ROAD = WORLD.write("road.toml", "\n".join([
    'extends = "world.toml"', "[run]", 'title = "a road"', "[[development]]", 'name = "A road"',
    'file = "road.geojson"', "reach = 2"]) + "\n")
GROUPS = ("/", "map", "herd", "calving", "crossing", "region", "track", "impact", "audit")


def made(name, scenario=WORLD.scenario, *settings, replicate=0):
    path = FOLDER / name
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        code, _, said = helpers.run("run", "-q", scenario, "-o", path, "--replicate", replicate,
                                    *helpers.settings(["run.last_day=2005-07-05", *settings]))
        assert code == 0, said
    return path


def members():
    """Three replicates of the world, with and without a road."""
    return [made(f"members/{name}{k}.h5", scenario, replicate=k)
            for name, scenario in (("base", WORLD.scenario), ("road", ROAD)) for k in range(3)]


def copied(of, name, change=None, **attributes):
    """A copy of a result with other attributes of the root."""
    path = FOLDER / name
    path.parent.mkdir(exist_ok=True)
    shutil.copy(of, path)
    with h5py.File(path, "r+") as file:
        for key, value in attributes.items():
            if key in file.attrs:
                del file.attrs[key]
            file.attrs[key] = np.bytes_(value) if isinstance(value, str) else value
        if change:
            change(file)
    return path


def collected(*arguments, out="ensemble.h5"):
    """(path, what was printed)"""
    code, said, problems = helpers.run("collect", *arguments, "-o", FOLDER / out)
    assert code == 0, problems
    assert not list(FOLDER.rglob("*.partial")), "half a file was left over"
    return FOLDER / out, said


def opened(path, group, engine="netcdf4", **how):
    with xr.open_dataset(path, group=None if group == "/" else group, engine=engine, **how) as data:
        return data.load()


def of_members(file, group):
    """Variables of a group that lie along `member` and come from the members."""
    for name, variable in file[group].items():
        if isinstance(variable, h5py.Dataset) and variable.ndim > 1:
            if "member" in variable.dims[0].keys() or variable.dims[0][0].name.endswith("/member"):
                yield name, variable


class Case(unittest.TestCase):
    maxDiff = None

    def refused(self, *arguments):
        left = set(FOLDER.rglob("*"))
        code, out, said = helpers.run("collect", *arguments)
        self.assertEqual((code, out), (2, ""), said)
        self.assertEqual(set(FOLDER.rglob("*")), left, "something was written")
        return said.replace(str(FOLDER), "F")


class Values(Case):
    """The same ensemble twice: with virtual variables, and with all values in it."""

    @classmethod
    def setUpClass(cls):
        cls.members = members()
        cls.virtual, cls.said = collected(*cls.members, out="virtual.h5")
        cls.copy, _ = collected(FOLDER / "members", "--copy", out="copy.h5")
        cls.files = [h5py.File(path) for path in cls.members]

    @classmethod
    def tearDownClass(cls):
        for file in cls.files:
            file.close()

    def test_every_value_of_every_member(self):
        for path in (self.virtual, self.copy):
            with h5py.File(path) as ensemble:
                compared = set()
                for group in GROUPS:
                    for name, variable in of_members(ensemble, group):
                        for i, file in enumerate(self.files):
                            with self.subTest(file=path.name, variable=f"{group}/{name}", member=i):
                                where = f"{group}/{name}"
                                if where not in file:
                                    self.assertTrue(np.isnan(variable[i]).all())
                                    continue
                                expected = file[where][:]
                                whole = tuple(slice(0, n) for n in expected.shape)
                                np.testing.assert_array_equal(variable[(i, *whole)], expected)
                                padding = np.ones(variable.shape[1:], bool)
                                padding[whole] = False
                                rest = variable[i][padding]
                                self.assertTrue(np.all((rest == variable.fillvalue) | (rest != rest)))
                                compared.add(where)
                known = {f"{g}/{n}" for g in GROUPS for n, v in self.files[3][g].items() if isinstance(v, h5py.Dataset)}
                once = {f"{g}/{n}" for g in GROUPS for n, v in ensemble[g].items() if isinstance(v, h5py.Dataset)}
                self.assertEqual(known - once, set(), "variables that the ensemble lacks")
                self.assertGreater(len(compared), 110)

    def test_what_all_share_is_stored_once(self):
        with h5py.File(self.virtual) as ensemble:
            for name in ("map/x", "map/y", "map/elevation", "map/region_mask", "herd/time", "herd/time_bnds", "impact/year",
                         "calving/region_kind", "track/time", "map/crs", "crossing/latitude_band_bnds"):
                np.testing.assert_array_equal(ensemble[name][()], self.files[0][name][()], name)
            for name in ("map/region_name", "herd/cohort_name", "region/origin"):
                np.testing.assert_array_equal(ensemble[name][:], self.files[0][name][:])
            self.assertEqual(ensemble["map/infrastructure_distance"].shape[0], 6, "a scenario may change it")

    def test_the_two_forms_say_the_same(self):
        for group in (*GROUPS, "members"):
            with self.subTest(group=group):
                virtual, copy = opened(self.virtual, group), opened(self.copy, group)
                for name in ("storage", "comment", "member_files"):
                    if group == "/":
                        virtual.attrs.pop(name, None), copy.attrs.pop(name, None)
                xr.testing.assert_identical(virtual, copy)

    def test_one_is_virtual_and_the_other_is_not(self):
        with h5py.File(self.virtual) as virtual, h5py.File(self.copy) as copy:
            self.assertTrue(virtual["map/births"].is_virtual)
            self.assertFalse(copy["map/births"].is_virtual)
            self.assertEqual(copy["herd/alive"].compression, "gzip")
            self.assertTrue(copy["herd/alive"].shuffle)
        self.assertTrue(pathlib.Path(f"{self.virtual}.sources").exists())
        self.assertFalse(pathlib.Path(f"{self.copy}.sources").exists())

    def test_births_are_padded_and_counted(self):
        births = opened(self.virtual, "calving")
        counts = [len(file["calving/mother"]) for file in self.files]
        self.assertGreater(len(set(counts)), 1, "the members have as many births: nothing is tested")
        np.testing.assert_array_equal(births.births_of_member, counts)
        self.assertEqual(births.sizes["birth"], max(counts))
        np.testing.assert_array_equal(births.animals.notnull().sum("birth"), counts)
        np.testing.assert_array_equal(births.time.notnull().sum("birth"), counts)

    def test_numbers_of_agents_are_not_rounded(self):
        births = opened(self.virtual, "calving")
        self.assertEqual(births.mother.dtype, np.int64)
        np.testing.assert_array_equal((births.mother >= 0).sum("birth"), births.births_of_member)
        tracks = opened(self.virtual, "track")
        self.assertEqual(tracks.animal_id.dtype, np.int64)

    def test_members_are_told_apart(self):
        impact = opened(self.virtual, "impact")
        self.assertEqual(list(impact.replicate.values), [0, 1, 2] * 2)
        self.assertEqual(list(impact.scenario.values), ["a made-up herd"] * 3 + ["a road"] * 3)
        self.assertEqual(impact.attrs["title"], "calving grounds, year by year")
        table = impact.set_index(member=["scenario", "replicate"]).unstack("member")
        self.assertEqual(table.births.sel(scenario="a road", replicate=2).values.item(),
                         self.files[5]["impact/births"][0, 0])
        self.assertEqual(list(impact.member_state.values), [0] * 6)
        self.assertIn("replicate", impact.births.coords)

    def test_provenance_of_every_member(self):
        who = opened(self.virtual, "members")
        self.assertEqual(list(who.bytes.values), [path.stat().st_size for path in self.members])
        self.assertEqual(set(who.commit.values), {self.files[0].attrs["commit"].decode()})
        self.assertIn("[run]", str(who.scenario_text.values[0]))
        self.assertEqual(json.loads(str(who.parameters.values[0])), {})
        self.assertEqual(json.loads(str(who.parameters.values[4]))["run.replicate"], 1)
        with h5py.File(self.virtual) as file:
            self.assertEqual(file.attrs["parameters"], self.files[0].attrs["parameters"])
            self.assertEqual(file.attrs["format"], b"rangifer ensemble")
            self.assertEqual(file.attrs["axes"].decode().split()[:2], ["seed", "replicate"])


class Readers(Case):
    @classmethod
    def setUpClass(cls):
        cls.files = {"virtual": collected(*members(), out="virtual.h5")[0],
                     "copy": collected(*members(), "--copy", out="copy.h5")[0]}

    def tool(self, *command):
        if shutil.which(command[0]) is None:
            self.skipTest(f"{command[0]} is not installed")
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd="/")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_both_engines_of_xarray(self):
        for path in self.files.values():
            for group in (*GROUPS, "members"):
                with self.subTest(file=path.name, group=group):
                    xr.testing.assert_identical(opened(path, group), opened(path, group, "h5netcdf"))

    def test_ncdump(self):
        for path in self.files.values():
            text = self.tool("ncdump", "-v", "/impact/births", str(path))
            with h5py.File(members()[0]) as file:
                self.assertRegex(text, rf"births =\s+{file['impact/births'][0, 0]},")

    def test_gdal_knows_where_the_maps_lie(self):
        for path in self.files.values():
            info = json.loads(self.tool("gdalinfo", "-json", "-stats", f'NETCDF:"{path}":/map/births'))
            data = opened(path, "map")
            cell = float(data.x[1] - data.x[0])
            self.assertEqual(len(info["bands"]), 6)
            np.testing.assert_allclose(info["geoTransform"][:3], [data.x[0] - cell / 2, cell, 0])
            self.assertIn("lambert azimuthal", info["coordinateSystem"]["wkt"].lower())
            pixels = helpers.COLUMNS * helpers.ROWS
            mean = float(info["bands"][4]["metadata"][""]["STATISTICS_MEAN"])
            self.assertAlmostEqual(mean * pixels, float(data.births[4].sum()), delta=0.01 * pixels)
            for aside in path.parent.glob("*.aux.xml"):
                aside.unlink()

    def test_attributes_come_along(self):
        with h5py.File(self.files["copy"]) as copy, h5py.File(members()[0]) as member:
            for name in ("herd/alive", "map/births", "calving/time", "herd/time", "map/forest"):
                for key, value in member[name].attrs.items():
                    if key not in ("CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST", "_FillValue", "coordinates"):
                        np.testing.assert_array_equal(copy[name].attrs[key], value, f"{name}:{key}")


class Moving(Case):
    def moved(self):
        """A folder with members and their ensemble, moved as a whole."""
        here, there = FOLDER / "here", FOLDER / "there"
        for folder in (here, there):
            shutil.rmtree(folder, ignore_errors=True)
        for k in range(2):
            copied(members()[k], f"here/100%b of m{k}.h5")
        collected(here, out="here/ensemble.h5")
        here.rename(there)
        return there

    def test_the_folder_may_move(self):
        there = self.moved()
        elsewhere = FOLDER / "decoy"  # a file of the same name where the reader stands must not be taken
        elsewhere.mkdir(exist_ok=True)
        shutil.copy(members()[2], elsewhere / "100%b of m0.h5")
        script = "import xarray as xr; print(int(xr.open_dataset({!r}, group='impact').births[0, 0, 0]))"
        done = subprocess.run([sys.executable, "-c", script.format(str(there / "ensemble.h5"))], cwd=elsewhere,
                              capture_output=True, text=True)
        with h5py.File(members()[0]) as file:
            self.assertEqual(done.stdout.strip(), str(file["impact/births"][0, 0]), done.stderr)
        code, said, problems = helpers.run("collect", "--check", there / "ensemble.h5")
        self.assertEqual((code, problems), (0, ""))
        self.assertIn("all its members are there as they were collected", said)

    def test_a_member_that_is_gone_is_missing_and_told(self):
        there = self.moved()
        (there / "100%b of m1.h5").rename(there / "away.h5")
        for engine in ("netcdf4", "h5netcdf"):
            impact = opened(there / "ensemble.h5", "impact", engine)
            self.assertEqual(list(impact.births.isnull().all(("year", "herd")).values), [False, True])
        said = self.refused("--check", there / "ensemble.h5")
        self.assertIn("F/there/ensemble.h5: 1 problem\n  F/there/100%b of m1.h5: no such file: its values are missing in "
                      "the ensemble", said)

    def test_a_member_that_is_another_file_is_told(self):
        there = self.moved()
        shutil.copy(members()[2], there / "100%b of m1.h5")
        with open(there / "100%b of m0.h5", "ab") as file:
            file.write(b"more")
        said = self.refused("--check", there / "ensemble.h5")
        self.assertIn("2 problems", said)
        self.assertRegex(said, r"100%b of m0.h5: found \d+ bytes, expected \d+: another file")
        self.assertRegex(said, r"100%b of m1.h5: found (seed \d+ and replicate 2, expected \d+ and 1|\d+ bytes)")

    def test_without_its_sources_it_is_told(self):
        there = self.moved()
        (there / "ensemble.h5.sources").unlink()
        self.assertIn("F/there/ensemble.h5.sources: no such file", self.refused("--check", there / "ensemble.h5"))

    def test_a_copy_stands_by_itself(self):
        for k in range(2):
            copied(members()[k], f"alone/m{k}.h5")
        out, _ = collected(FOLDER / "alone", "--copy", out="alone.h5")
        before = opened(out, "herd")
        shutil.rmtree(FOLDER / "alone")
        xr.testing.assert_identical(opened(out, "herd"), before)
        self.assertEqual(helpers.run("collect", "--check", out)[0], 0)
        self.assertIn("not an ensemble of rangifer collect", self.refused("--check", members()[0]))


class Gaps(Case):
    """Members that are missing, broken or of another kind."""

    @classmethod
    def setUpClass(cls):
        cls.good = members()[:3]
        (FOLDER / "broken.h5").write_bytes(b"no result")
        cls.shorter = made("shorter.h5", WORLD.scenario, "run.last_day=2005-07-04", replicate=7)
        cls.coarse = made("coarse.h5", WORLD.scenario, "grid.cell=10000", replicate=8)
        cls.hourly = made("hourly.h5", WORLD.scenario, "run.step=1", "movement.reference_step=1", replicate=9)
        cls.older = copied(cls.good[0], "older.h5", commit="0123abcd", version="0.0.9", replicate=10)
        cls.weather = copied(cls.good[0], "weather.h5", replicate=11, inputs=cls.other_weather())
        cls.ground = copied(cls.good[0], "ground.h5", cls.raise_ground, replicate=12)
        cls.regions = copied(cls.good[0], "regions.h5", cls.rename_region, replicate=13)
        cls.newer = copied(cls.good[0], "newer.h5", format_version=2, replicate=14)

    @classmethod
    def other_weather(cls):
        with h5py.File(cls.good[0]) as file:
            inputs = json.loads(file.attrs["inputs"])
        for one in inputs:
            if one["file"].endswith("weather.nc"):
                one["sha256"] = "0" * 64
        return json.dumps(inputs)

    @staticmethod
    def raise_ground(file):
        file["map/elevation"][3, 4] += 1

    @staticmethod
    def rename_region(file):
        for group in ("impact", "region", "map", "calving"):
            words = file[group]["region"].attrs["flag_meanings"].decode().replace("Plain", "Coast")
            del file[group]["region"].attrs["flag_meanings"]
            file[group]["region"].attrs["flag_meanings"] = np.bytes_(words)

    def test_all_are_told_at_once_and_nothing_is_written(self):
        said = self.refused(self.shorter, *self.good, FOLDER / "nobody.h5", FOLDER / "broken.h5", self.coarse, self.hourly,
                            self.older, self.weather, self.ground, self.regions, self.newer, "-o", FOLDER / "no.h5")
        for part in ("10 of 13 members cannot be collected; --fill leaves them as missing values",
                     "\n  F/nobody.h5: missing: no such file\n",
                     "\n  F/broken.h5: unreadable: not an HDF5 file, or a broken one",
                     "\n  F/shorter.h5: mismatched: differs from F/members/base0.h5 in 1 thing: length: found 185 days, "
                     "expected 186 days\n",
                     "\n  F/coarse.h5: mismatched: differs from F/members/base0.h5 in 2 things: x of the grid: found 24 cells "
                     "from -115000 to 115000 m, expected 12 cells from -110000 to 110000 m; y of the grid: ",
                     "step_h: found 1 h, expected 3 h\n",
                     "\n  F/older.h5: mismatched: differs from F/members/base0.h5 in 2 things: version of the program: found "
                     "0.0.9, expected ", "commit of the program: found 0123abcd, expected ",
                     "SHA-256 of input temperature, tas, weather.nc: found \"0000",
                     "\n  F/ground.h5: mismatched: differs from F/members/base0.h5 in 1 thing: map/elevation: found other "
                     "values than expected\n",
                     "regions: found West, East, Coast, elsewhere, expected West, East, Plain, elsewhere\n",
                     "\n  F/newer.h5: unreadable: format version 2, but this program reads version 1"):
            self.assertIn(part, said)

    def test_fill_leaves_them_as_missing_values(self):
        given = (self.good[0], FOLDER / "nobody.h5", self.good[1], self.shorter, FOLDER / "broken.h5", self.good[2])
        for copy in ((), ("--copy",)):
            out, said = collected(*given, "--fill", *copy, out="gaps.h5")
            self.assertIn("6 members (3 whole, 1 missing, 1 mismatched, 1 unreadable)", said)
            herd = opened(out, "herd")
            self.assertEqual(herd.member_state.attrs["flag_meanings"].split(), ["whole", "missing", "mismatched", "unreadable"])
            self.assertEqual(list(herd.member_state.values), [0, 1, 0, 2, 3, 0])
            for name in ("alive", "cow_mass"):
                gone = herd[name].isnull().all([d for d in herd[name].dims if d != "member"])
                self.assertEqual(list(gone.values), [False, True, False, True, True, False], name)
            with h5py.File(self.good[2]) as file:
                np.testing.assert_array_equal(herd.alive[5], file["herd/alive"][:])
            births = opened(out, "calving")
            self.assertEqual(list(births.births_of_member.values > 0), [True, False, True, False, False, True])
            problems = opened(out, "members").problem.values
            self.assertEqual(problems[1], "no such file")
            self.assertIn("length: found 185 days", str(problems[3]))

    def test_not_one_is_whole(self):
        said = self.refused(FOLDER / "nobody.h5", FOLDER / "broken.h5", "--fill", "-o", FOLDER / "no.h5")
        self.assertIn("no member could be read, so there is nothing to collect\n  F/nobody.h5: no such file\n  F/broken.h5: "
                      "not an HDF5 file", said)

    def test_the_same_run_twice(self):
        twin = copied(self.good[1], "twin.h5")
        for fill in ((), ("--fill",)):
            said = self.refused(*self.good, twin, *fill, "-o", FOLDER / "no.h5")
            self.assertIn("F/members/base1.h5 and F/twin.h5 are the same run: seed 1, replicate 1 and the same parameters; "
                          "each counts once", said)

    def test_a_run_that_is_not_done(self):
        folder = FOLDER / "running"
        folder.mkdir(exist_ok=True)
        shutil.copy(self.good[0], folder / "m0.h5")
        shutil.copy(self.good[0], folder / "m1.h5.partial")
        said = self.refused(folder, "-o", FOLDER / "no.h5")
        self.assertIn("1 of 2 members cannot be collected", said)
        self.assertIn("F/running/m1.h5: missing: no such file, but there is m1.h5.partial: its run goes on, or was stopped",
                      said)
        shutil.rmtree(folder)

    def test_what_cannot_be_written(self):
        said = self.refused(*self.good, "-o", self.good[0])
        self.assertIn("-o F/members/base0.h5: is a result that was to be read; choose another name", said)
        said = self.refused(*self.good, "-o", self.shorter)
        self.assertIn("F/shorter.h5: is there already, and is no ensemble; choose another name", said)
        self.assertIn("there is no folder F/none", self.refused(*self.good, "-o", FOLDER / "none/e.h5"))
        self.assertIn("name the file to write with -o", self.refused(*self.good))
        self.assertIn("which members?", self.refused("-o", FOLDER / "no.h5"))
        (FOLDER / "empty").mkdir(exist_ok=True)
        self.assertIn("F/empty: no *.h5 file in this folder, and no members.csv",
                      self.refused(FOLDER / "empty", "-o", FOLDER / "no.h5"))


class Axes(Case):
    def noted(self, folder, k, **axes):
        note = json.dumps({"title": "two climates", "member": 10 + k, "axes": axes})
        return copied(members()[k], f"{folder}/m{k}.h5", ensemble=note)

    def test_from_the_note_in_each_member(self):
        given = [self.noted("noted", k, climate=["cold", "warm"][k % 2], snowfall=0.5 * k, replicate=k, herd=k)
                 for k in range(3)]
        out, _ = collected(*given, out="noted.h5")
        impact = opened(out, "impact")
        self.assertEqual(list(impact.member.values), [10, 11, 12])
        self.assertEqual(list(impact.climate.values), ["cold", "warm", "cold"])
        self.assertEqual(list(impact.snowfall.values), [0, 0.5, 1])
        self.assertEqual(list(impact.axis_herd.values), [0, 1, 2], "a name that the file has already")
        with h5py.File(out) as file:
            self.assertEqual(file.attrs["title"], b"two climates")
            self.assertEqual(file.attrs["axes"], b"seed replicate climate axis_herd snowfall")
        self.assertEqual(float(impact.set_index(member=["climate", "replicate"]).unstack().births
                               .sel(climate="warm", replicate=1).values.item()), float(impact.births[1, 0, 0]))

    def test_from_the_table_of_a_folder(self):
        self.noted("table", 0, climate="cold", replicate=0)
        self.noted("table", 2, climate="cold", replicate=2)
        table = FOLDER / "table/members.csv"
        table.write_text('member,file,climate,replicate\n10,m0.h5,cold,0\n11,m1.h5,"warm, wet",1\n12,m2.h5,cold,2\n')
        self.assertIn("F/table/m1.h5: missing: no such file", self.refused(FOLDER / "table", "-o", FOLDER / "no.h5"))
        out, _ = collected(FOLDER / "table", "--fill", out="table/ensemble.h5")
        impact = opened(out, "impact")
        self.assertEqual(list(impact.climate.values), ["cold", "warm, wet", "cold"])
        self.assertEqual(list(impact.replicate.values), [0, 1, 2])
        self.assertEqual(list(impact.member_state.values), [0, 1, 0])
        self.assertEqual(list(impact.member.values), [10, 11, 12])
        out, _ = collected(FOLDER / "table", "--fill", out="table/ensemble.h5")  # which does not collect itself
        table.write_text("member,climate\n1,cold\n")
        self.assertIn("F/table/members.csv:1: found the columns member, climate, expected one named file",
                      self.refused(FOLDER / "table", "-o", FOLDER / "no.h5"))
        table.write_text("member,file\n1,m0.h5,cold\n")
        self.assertIn("members.csv:2: found 3 fields, expected 2", self.refused(FOLDER / "table", "-o", FOLDER / "no.h5"))

    def test_from_the_parameters_that_differ(self):
        given = [made(f"varied/m{k}.h5", WORLD.scenario, f"snow.gauge_undercatch={1 + k / 4}") for k in range(2)]
        out, _ = collected(*given, out="varied.h5")
        herd = opened(out, "herd")
        self.assertEqual(list(herd["snow.gauge_undercatch"].values), [1, 1.25])
        with h5py.File(out) as file:
            self.assertEqual(file.attrs["axes"], b"seed replicate snow.gauge_undercatch")


class Many(Case):
    def test_some_dozens(self):
        given = [copied(members()[k % 3], f"many/m{k:02}.h5", replicate=k) for k in range(48)]
        out, _ = collected(*given, out="many.h5")
        impact = opened(out, "impact")
        self.assertEqual(impact.sizes["member"], 48)
        np.testing.assert_array_equal(impact.births[:3], impact.births[45:])
        once, twice = (pathlib.Path(str(out) + end).read_bytes() for end in ("", ".sources"))
        collected(*given, out="many.h5")
        self.assertEqual(out.read_bytes(), once, "not the same bytes")
        self.assertEqual(pathlib.Path(f"{out}.sources").read_bytes(), twice)

    def test_reading_needs_no_more_memory_than_one_mapping_a_variable(self):
        """What a reader opens has one source a variable, however many members there are."""
        with h5py.File(collected(*members(), out="virtual.h5")[0]) as file:
            for group in GROUPS:
                for name, variable in of_members(file, group):
                    self.assertEqual(len(variable.virtual_sources()), 1, f"{group}/{name}")


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")  # xarray warns of times that are missing
