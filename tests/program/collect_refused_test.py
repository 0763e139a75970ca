#!/usr/bin/env python3
"""`rangifer collect` names what it cannot take, all at once; --fill leaves it as missing values. And where axes come from."""
import json
import pathlib
import shutil
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from collecting import Case, FOLDER, WORLD, collected, copied, h5py, made, members, np, opened  # noqa: E402


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

    def test_from_a_note_that_lists_them(self):
        given = []
        for k in range(2):
            axes = [{"name": "climate", "value": ["cold", "warm"][k], "index": k, "size": 2},
                    {"name": "snowfall", "value": 1.5, "index": 0, "size": 1}]
            given.append(copied(members()[k], f"listed/m{k}.h5",
                                ensemble=json.dumps({"title": "t", "member": k, "members": 2, "axes": axes})))
        impact = opened(collected(*given, out="listed.h5")[0], "impact")
        self.assertEqual(list(impact.climate.values), ["cold", "warm"])
        self.assertEqual(list(impact.snowfall.values), [1.5, 1.5])

    def test_from_the_table_of_a_folder(self):
        self.noted("table", 0, climate="cold", replicate=0)
        self.noted("table", 2, climate="cold", replicate=2)
        table = FOLDER / "table/members.csv"
        table.write_text('member,file,climate,replicate,scenario_file,settings\n10,m0.h5,cold,0,a.toml,\n'
                         '11,m1.h5,"warm, wet",1,a.toml,run.seed=1\n12,m2.h5,cold,2,a.toml,\n')
        self.assertIn("F/table/m1.h5: missing: no such file", self.refused(FOLDER / "table", "-o", FOLDER / "no.h5"))
        out, _ = collected(FOLDER / "table", "--fill", out="table/ensemble.h5")
        impact = opened(out, "impact")
        self.assertEqual(list(impact.climate.values), ["cold", "warm, wet", "cold"])
        self.assertEqual(list(impact.replicate.values), [0, 1, 2])
        self.assertNotIn("settings", impact)
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


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")  # xarray warns of times that are missing
