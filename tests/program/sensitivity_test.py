#!/usr/bin/python3
"""`rangifer sensitivity`: it finds the key that matters, goes on where it stopped, and refuses what cannot be varied."""
import csv
import shutil
import unittest

import helpers

WORLD = helpers.World()
SHORT = ["run.last_day=2005-06-30", "herd.small.animals_per_agent=40"]
KEYS = "output.tracks=1:20,calving.mean_doy,calving.sd=1:4"


def sensitivity(folder, *arguments, scenario=WORLD.scenario, keys=KEYS, output="mean_birth_doy", short=SHORT):
    named = ["--keys", keys] if keys else []
    return helpers.run("sensitivity", scenario, *named, "--output", output, "-o", WORLD.folder / folder,
                       *helpers.settings(short), *arguments)


def table(folder, name):
    with open(WORLD.folder / folder / name) as file:
        return list(csv.DictReader(file))


class Ranking(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.code, cls.out, cls.said = sensitivity("ranking", "--trajectories", 2, output="mean_birth_doy,births")
        cls.effects = table("ranking", "effects.csv") if cls.code == 0 else []

    def effect(self, output, key):
        return next(row for row in self.effects if row["output"] == output and row["key"] == key)

    def test_the_day_of_birth_follows_its_mean_and_no_count_of_tracks(self):
        self.assertEqual(self.code, 0, self.said)
        first = self.effect("mean_birth_doy", "calving.mean_doy")
        self.assertEqual(first["rank"], "1")
        self.assertAlmostEqual(float(first["mu"]), 17, delta=2)  # its range is 17 days wide
        self.assertEqual(float(self.effect("mean_birth_doy", "output.tracks")["mu_star"]), 0)
        self.assertLess(0, float(self.effect("mean_birth_doy", "calving.sd")["mu_star"]))
        for row in self.effects:
            self.assertEqual(row["steps"], "2")

    def test_every_output_is_ranked(self):
        self.assertEqual(sorted({row["output"] for row in self.effects}), ["births", "mean_birth_doy"])
        self.assertEqual(len(self.effects), 6)

    def test_members_hold_keys_and_outputs(self):
        members = table("ranking", "members.csv")
        self.assertEqual(len(members), 8)
        for row in members:
            self.assertEqual(row["status"], "done")
            self.assertAlmostEqual(float(row["mean_birth_doy"]), float(row["calving.mean_doy"]), delta=2)
            self.assertRegex(row["output.tracks"], r"^\d+$")

    def test_the_table_is_printed(self):
        self.assertRegex(self.out, r"(?m)^   1  calving.mean_doy +148 to 165 ")
        self.assertIn("2 trajectories of 3 keys, 8 members; outputs of herd small", self.out)
        self.assertEqual(self.said.count("\nmember "), 7)

    def test_only_numbers_are_kept(self):
        self.assertEqual(list((WORLD.folder / "ranking").glob("*.h5")), [])
        self.assertEqual(list((WORLD.folder / "ranking").glob("*.log")), [])


class Restart(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.code, cls.out, said = sensitivity("restart", "--trajectories", 2, keys="calving.mean_doy")
        assert cls.code == 0, said

    def test_what_is_there_is_not_run_again(self):
        stamps = {path: path.stat().st_mtime_ns for path in (WORLD.folder / "restart").glob("member_*.csv")}
        self.assertEqual(len(stamps), 4)
        lost = WORLD.folder / "restart/member_0003.csv"
        lost.unlink()
        code, out, said = sensitivity("restart", "--trajectories", 2, "--jobs", 2, keys="calving.mean_doy")
        self.assertEqual(code, 0, said)
        self.assertEqual(out, self.out)
        self.assertIn("3 of 4 members are there already", said)
        self.assertEqual(said.count("\nmember "), 1)
        for path, stamp in stamps.items():
            self.assertEqual(path.stat().st_mtime_ns == stamp, path != lost)

    def test_other_outputs_and_more_trajectories_need_only_what_is_missing(self):
        shutil.copytree(WORLD.folder / "restart", WORLD.folder / "more")
        code, out, said = sensitivity("more", "--trajectories", 3, keys="calving.mean_doy",
                                      output="birth_share.West,annual_area")
        self.assertEqual(code, 0, said)
        self.assertIn("4 of 6 members are there already", said)
        self.assertIn("birth_share.West", out)

    def test_another_design_is_refused(self):
        for change in (["--levels", 6], ["--seed", 2], ["--set", "snow.bare_days=4"], ["--replicates", 2]):
            with self.subTest(change=change):
                code, _, said = sensitivity("restart", "--trajectories", 2, *change, keys="calving.mean_doy")
                self.assertEqual(code, 2)
                self.assertIn("restart: holds the members of another design (line ", said)
                self.assertIn("name another folder with -o", said)

    def test_members_of_no_known_design_are_refused(self):
        shutil.copytree(WORLD.folder / "restart", WORLD.folder / "unknown")
        (WORLD.folder / "unknown/design.txt").unlink()
        code, _, said = sensitivity("unknown", "--trajectories", 2, keys="calving.mean_doy")
        self.assertEqual(code, 2)
        self.assertIn("and no design.txt that tells what it belongs to", said)

    def test_a_spoilt_record_is_refused(self):
        shutil.copytree(WORLD.folder / "restart", WORLD.folder / "spoilt")
        (WORLD.folder / "spoilt/member_0002.csv").write_text("small/births,many\n")
        code, _, said = sensitivity("spoilt", "--trajectories", 2, keys="calving.mean_doy")
        self.assertEqual(code, 2)
        self.assertIn('member_0002.csv: not the record of a member: "small/births,many"', said)


class Failure(unittest.TestCase):
    """A winter area that may lie out at sea: some members cannot place their herd."""

    def test_the_rest_goes_on(self):
        code, out, said = sensitivity(
            "failing", "--trajectories", 3, keys="herd.small.winter_area.South wood.latitude=68.5:73,calving.mean_doy")
        self.assertEqual(code, 0, said)
        self.assertRegex(said, r"member \d+ failed \(herd.small.winter_area.South wood.latitude=\d")
        self.assertIn("exit code 2: ", said)
        self.assertRegex(out, r"6 members|9 members, \d failed")
        members = table("failing", "members.csv")
        failed = [row for row in members if row["status"] == "failed"]
        self.assertTrue(0 < len(failed) < 9)
        for row in failed:
            self.assertEqual(row["mean_birth_doy"], "")
            self.assertIn("winter_area", row["failure"])
        area, day = table("failing", "effects.csv")[1], table("failing", "effects.csv")[0]
        if day["key"] != "calving.mean_doy":
            area, day = day, area
        self.assertLess(int(area["steps"]), 3)
        self.assertEqual(day["rank"], "1")

    def test_all_failed(self):
        code, _, said = sensitivity("failed", "--trajectories", 2,
                                    keys="herd.small.winter_area.0.latitude=75:80")
        self.assertEqual(code, 1)
        self.assertIn("all 4 members failed", said)


class Refusals(unittest.TestCase):
    def refused(self, *arguments, **asked):
        code, _, said = sensitivity("refused", *arguments, **asked)
        self.assertEqual(code, 2, said)
        self.assertFalse((WORLD.folder / "refused").exists())
        return said

    def test_all_problems_at_once(self):
        said = self.refused(keys="calving.sdd,run.title,run.first_day,calving.sd=0.5:4,calving.mean_doy=160:150,"
                                 "snow.bare_days=1.5:3,snow.least_water=2,memory.forget,memory.forget,weather.seed,"
                                 "degree_day_factor,run.snow_lead",
                            short=SHORT + ["run.snow_lead=31"])
        self.assertIn("11 problems", said)
        for line in ("calving.sdd no such key; did you mean calving.sd?",
                     'run.title takes text ("a made-up herd"), and only numbers and true or false can be varied; '
                     "near it are run.step, run.seed",
                     "run.first_day takes a date (2005-01-01)",
                     "calving.sd = 0.5:4: outside 1 to 10 d",
                     "calving.mean_doy = 160:150: low must be less than high",
                     "snow.bare_days = 1.5:3: takes whole numbers",
                     "snow.least_water = 2: expected low:high, such as snow.least_water=0.01:20",
                     "memory.forget given twice",
                     "weather.seed makes weather files and does nothing in a run",
                     "degree_day_factor no such key; did you mean snow.degree_day_factor?",
                     "run.snow_lead is varied and set with --set"):
            self.assertIn(line, said)

    def test_a_file_of_keys_says_where(self):
        keys = WORLD.write("keys.txt", "# guesses\n\ncalving.sd = 2:3  # days\ncalving.mean_dog\n")
        said = self.refused("--keys-file", keys, keys=None)
        self.assertIn("keys.txt:4: calving.mean_dog no such key; did you mean calving.mean_doy?", said)
        self.assertIn("nothing: cannot be read", self.refused("--keys-file", WORLD.folder / "nothing", keys=None))
        self.assertIn("no keys to vary", self.refused(keys=None))

    def test_what_the_scenario_itself_refuses(self):
        said = self.refused(keys="run.step,calving.mean_doy")
        self.assertIn("the scenario's own checks refuse these values", said)
        self.assertIn("run.step cannot be varied over 0.5 to 24: [run] step = 0.5 h, but the coefficients", said)
        self.assertNotIn("mean_doy cannot", said)

    def test_outputs_and_herds(self):
        self.assertIn("--output june_calf_surival: no such output of impact/; did you mean june_calf_survival?",
                      self.refused(output="june_calf_surival,births"))
        self.assertIn("--herd large: no such herd; there is small", self.refused("--herd", "large"))
        self.assertIn("--levels 5: must be even", self.refused("--levels", 5))
        self.assertIn("leave one of them out", self.refused("--years", 1))

    def test_a_missing_input_stops_it_at_the_door(self):
        said = self.refused(scenario=WORLD.edited('file = "land.tif"', 'file = "lend.tif"'))
        self.assertIn("lend.tif", said)


class Replicates(unittest.TestCase):
    def test_their_mean_counts_and_results_may_be_kept(self):
        code, _, said = sensitivity("replicates", "--trajectories", 2, "--replicates", 2, "--keep-results", "--years", 1,
                                    "-q", keys="calving.mean_doy", output="mean_birth_doy", short=SHORT[1:])
        self.assertEqual((code, said), (0, ""))
        results = sorted(path.name for path in (WORLD.folder / "replicates").glob("*.h5"))
        self.assertEqual(len(results), 8)
        self.assertEqual(results[0], "member_0001_replicate_0.h5")
        import h5py
        doy = []
        for r in (0, 1):
            with h5py.File(WORLD.folder / f"replicates/member_0001_replicate_{r}.h5") as file:
                doy.append(float(file["impact/mean_birth_doy"][0, 0]))
                self.assertEqual(len(file["impact/year"]), 1)
        self.assertNotEqual(doy[0], doy[1])
        self.assertAlmostEqual(float(table("replicates", "members.csv")[0]["mean_birth_doy"]), sum(doy) / 2)


if __name__ == "__main__":
    unittest.main()
