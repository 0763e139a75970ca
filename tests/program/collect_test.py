#!/usr/bin/env python3
"""`rangifer collect`: an ensemble says what its members say, value by value, in every reader, wherever the folder is."""
import json
import pathlib
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import helpers  # noqa: E402
from collecting import Case, FOLDER, GROUPS, collected, copied, h5py, members, np, of_members, opened, xr  # noqa: E402


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
