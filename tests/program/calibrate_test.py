#!/usr/bin/python3
"""`rangifer calibrate`: the sample is scored as `validate` scores a run, the best is chosen, the report says how."""
import csv
import json
import re
import unittest

import helpers

WORLD = helpers.World()
SHORT = ["herd.small.animals_per_agent=40"]
SAMPLES = 12
REPORT = WORLD.folder / "report.md"
KEYS = WORLD.write("keys.txt", "calving.mean_doy\ncalving.sd=1:6\noutput.tracks=1:20  # no pattern holds it\n")


def calibrate(folder, *arguments, samples=SAMPLES, keys=("--keys-file", KEYS)):
    return helpers.run("calibrate", WORLD.scenario, *keys, "--samples", samples, "-o", WORLD.folder / folder,
                       *helpers.settings(SHORT), *arguments)


def table(folder, name):
    with open(WORLD.folder / folder / name) as file:
        return list(csv.DictReader(file))


class Sample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.code, cls.out, cls.said = calibrate("sample", "--report", REPORT, "--keep-results", "--seed", 3,
                                                "--final-set", "run.seed=7")
        assert cls.code == 0, cls.said
        cls.members = table("sample", "members.csv")
        cls.report = REPORT.read_text()

    def chosen(self):
        return min(self.members, key=lambda row: float(row["loss"]))

    def test_the_scenario_itself_and_a_latin_hypercube(self):
        self.assertEqual([row["member"] for row in self.members], [f"{m:04}" for m in range(SAMPLES + 1)])
        self.assertEqual((self.members[0]["calving.mean_doy"], self.members[0]["calving.sd"]), ("155", "3.5"))
        strata = {int((float(row["calving.sd"]) - 1) / 5 * SAMPLES) for row in self.members[1:]}
        self.assertEqual(strata, set(range(SAMPLES)))

    def test_scores_are_those_of_validate(self):
        for row in self.members[:3]:
            code, out, said = helpers.run("validate", WORLD.folder / f"sample/member_{row['member']}.h5", "--json")
            self.assertEqual(code, 0, said)
            sheet, seen = json.loads(out), 0
            for line in sheet:
                same = [other for other in sheet if other["number"] == line["number"]]
                label = f"{line['number']}{'' if len(same) == 1 else 'abcdef'[same.index(line)]}"
                if line["weak"] or line["verdict"] == "not scored":
                    continue
                seen += 1
                self.assertEqual((label, row[f"verdict_{label}"]), (label, line["verdict"]))
                if line["simulated"] is not None:
                    self.assertAlmostEqual(float(row[f"pattern_{label}"]), line["simulated"], 5)
            self.assertGreater(seen, 3)

    def test_loss_counts_patterns(self):
        for row in self.members:
            worst = {}
            order = ["pass", "near", "fail"]
            for name, verdict in row.items():
                if name.startswith("verdict_"):
                    number = re.match(r"verdict_(\d+)", name)[1]
                    worst[number] = max(worst.get(number, "pass"), verdict, key=order.index)
            count = {verdict: list(worst.values()).count(verdict) for verdict in order}
            self.assertEqual([int(row[v]) for v in order], [count[v] for v in order])
            self.assertLessEqual(0, float(row["loss"]) - count["fail"] - count["near"] / 2)
            self.assertLess(float(row["loss"]) - count["fail"] - count["near"] / 2, 0.5)

    def test_the_smallest_loss_is_chosen(self):
        best = self.chosen()
        name = "the scenario as it was" if best["member"] == "0000" else f"member {best['member']}"
        self.assertIn(f"\nchosen: {name}\n", self.out)
        self.assertIn(f"Chosen: **{name}**", self.report)
        for key in ("calving.mean_doy", "calving.sd"):
            self.assertRegex(self.report, rf"(?m)^\| {key} \|.*\| {re.escape(best[key])} \|$")

    def test_the_day_of_birth_is_held_by_its_pattern_and_tracks_by_none(self):
        rows = {(row["row"], row["key"]): row for row in table("sample", "constraints.csv")}
        self.assertGreater(float(rows["1a", "calving.mean_doy"]["rho_value"]), 0.9)
        self.assertGreater(float(rows["1b", "calving.sd"]["rho_value"]), 0.8)
        self.assertRegex(self.report, r"\| 1a \| peak of calving, median day \| calving.mean_doy \+")

    def test_the_report_makes_itself_again(self):
        command = re.search(r"```sh\nrangifer (.*)\n```", self.report)[1]
        self.assertEqual(command, f"calibrate {WORLD.scenario} --keys-file {KEYS} --samples {SAMPLES} --seed 3 "
                                  f"--set {SHORT[0]} --final-set run.seed=7 -o {WORLD.folder / 'sample'} --report {REPORT}")
        before = self.report
        REPORT.unlink()
        code, out, said = helpers.run(*command.split())
        self.assertEqual(code, 0, said)
        self.assertIn(f"{SAMPLES + 1} of {SAMPLES + 1} members are there already", said)
        self.assertEqual(REPORT.read_text(), before)
        self.assertEqual(out, self.out)

    def test_the_report_says_what_it_does_not_know(self):
        for text in ("## Under conditions the calibration has not seen", "Run once more with `run.seed=7`",
                     "The best of a sample flatters itself", "Left out as no member lets one score it", "27a (use within 5 km",
                     "which chance alone exceeds in one of twenty"):
            self.assertIn(text, self.report)
        self.assertNotRegex(self.report, r"20\d\d-\d\d-\d\d")
        self.assertRegex(self.out, r"under --final-set: \d+ pass, \d+ near, \d+ fail before")

    def test_another_design_is_refused(self):
        code, _, said = calibrate("sample", "--seed", 4)
        self.assertEqual(code, 2)
        self.assertIn("holds the members of another design", said)


class Failing(unittest.TestCase):
    def test_a_member_without_a_score_is_named_and_left_out(self):
        code, out, said = calibrate("failing", samples=4, keys=(
            "--keys", "herd.small.winter_area.0.latitude=68.5:71.5"))
        self.assertEqual(code, 0, said)
        members = table("failing", "members.csv")
        failed = [row for row in members if row["status"] == "failed"]
        self.assertTrue(0 < len(failed) < 4)
        for row in failed:
            self.assertEqual(row["loss"], "")
            self.assertIn(f"member {row['member']} failed (herd.small.winter_area.0.latitude=", said)
        self.assertIn(f"{len(failed)} of them failed to run", (WORLD.folder / "failing/CALIBRATION.md").read_text())


    def test_a_final_run_that_fails_costs_no_report(self):
        code, _, said = calibrate("final", "--final-set", "herd.small.winter_area.0.latitude=80", samples=2,
                                  keys=("--keys", "calving.sd"))
        self.assertEqual(code, 0, said)
        self.assertIn("Not scored: exit code 2: ", (WORLD.folder / "final/CALIBRATION.md").read_text())


class Refusals(unittest.TestCase):
    def refused(self, *arguments, **named):
        code, _, said = calibrate("refused", *arguments, **named)
        self.assertEqual(code, 2, said)
        self.assertFalse((WORLD.folder / "refused").exists())
        return said

    def test_before_anything_runs(self):
        self.assertIn("--report", self.refused("--report", WORLD.folder / "nowhere/report.md"))
        self.assertIn("calving.sd is calibrated", self.refused("--final-set", "calving.sd=3"))
        self.assertIn("sdd", self.refused("--final-set", "calving.sdd=3"))
        self.assertIn("did you mean calving.sd?", self.refused(keys=("--keys", "calving.sdd")))
        self.assertIn("herd.small.size cannot be varied over 1 to",
                      self.refused(keys=("--keys", "herd.small.size")))


if __name__ == "__main__":
    unittest.main()
