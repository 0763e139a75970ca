#!/usr/bin/python3
"""`rangifer run` with several scenarios and replicates: each result is that of a run of its own."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import helpers  # noqa: E402

try:
    import h5py
    import numpy as np
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-h5py python3-numpy")

WORLD = helpers.World()
FOLDER = WORLD.folder
STOPPED = 75
SHORT = ["run.last_day=2005-06-20"]
LINE = {"type": "LineString", "coordinates": [[-144, 69.3], [-138, 69.3]]}
(FOLDER / "road.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"kind": "road"}, "geometry": LINE}]}))
BASE = WORLD.scenario
ROAD = WORLD.write("road.toml", "\n".join([
    'extends = "world.toml"', "[run]", 'title = "a road"', "[[development]]", 'name = "A road"',
    'file = "road.geojson"', "reach = 2"]) + "\n")
SNOWY = WORLD.write("snowy.toml", 'extends = "world.toml"\n[snow]\ngauge_undercatch = 1.8\n')
WARM = WORLD.write("warm.toml", 'extends = "world.toml"\n' + "\n".join(
    "[[layer]]" + text.replace('variable = "tas"', 'variable = "tas"\noffset = 2')
    for text in helpers.SCENARIO.split("[[region]]")[0].split("[[layer]]")[1:]))


def held(thing):
    """A value so that equal means equal to the bit."""
    value = np.asarray(thing)
    return value.tolist() if value.dtype.kind == "O" else (value.dtype.str, value.shape, value.tobytes())


def contents(path):
    """Every dataset and attribute of a result but those of performance/ and references to places in the file."""
    found = {}
    with h5py.File(path) as file:
        def note(name, thing):
            if name.startswith("performance"):
                return
            if isinstance(thing, h5py.Dataset):
                found[name] = held(thing[()])
            for key, value in thing.attrs.items():
                if key not in ("REFERENCE_LIST", "DIMENSION_LIST"):
                    found[f"{name}:{key}"] = held(value)
        file.visititems(note)
        note("", file)
    return found


def differences(one, other):
    a, b = contents(one), contents(other)
    return sorted(a.keys() ^ b.keys()) + sorted(name for name in a.keys() & b.keys() if a[name] != b[name])


_alone = {}


def alone(scenario, replicate, *settings):
    """The result of a run of its own."""
    key = (scenario, replicate, settings)
    if key not in _alone:
        path = FOLDER / f"alone{len(_alone)}.h5"
        code, _, said = helpers.run("run", scenario, "-q", "-o", path, "--threads", 1, "--replicate", replicate,
                                    *helpers.settings(settings))
        assert code == 0, said
        _alone[key] = path
    return _alone[key]


class Together(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.out = FOLDER / "members"
        self.addCleanup(shutil.rmtree, self.out, ignore_errors=True)

    def results(self):
        return sorted(str(path.relative_to(self.out)) for path in self.out.rglob("*") if path.is_file())

    def same_as_alone(self, scenario, replicate, *settings):
        self.assertEqual(differences(self.out / scenario.stem / f"{replicate}.h5", alone(scenario, replicate, *settings)), [])


class Results(Together):
    def test_a_pair_with_replicates(self):
        for threads in (1, 2, 3):
            code, out, said = helpers.run("run", BASE, ROAD, "--replicate", "0..1,4", "-o", self.out, "--threads", threads,
                                          *helpers.settings(SHORT))
            self.assertEqual(code, 0, said)
            self.assertEqual(self.results(), [f"{name}/{k}.h5" for name in ("road", "world") for k in (0, 1, 4)])
            self.assertNotIn("group", said)
            self.assertRegex(out, rf"members: 6 runs\n +[\d.]+ s on {threads} thread")
            for scenario in (BASE, ROAD):
                for k in (0, 1, 4):
                    self.same_as_alone(scenario, k, *SHORT)
        with h5py.File(self.out / "road/1.h5") as file:
            cost = file["performance"].attrs
            self.assertEqual(cost["runs_together"], 6)
            parts = sum(value for key, value in cost.items() if key.startswith("seconds_")
                        and not key.endswith(("_input", "_output", "_writing")))
            self.assertAlmostEqual(parts, float(cost["wall_time_s"]), delta=0.01)
        code, out, said = helpers.run("compare", self.out / "world", self.out / "road", "-o", FOLDER / "impact.h5")
        self.assertEqual(code, 0, said)
        self.assertIn("3 pairs of runs", out)

    def test_other_snow_or_weather_is_a_group_of_its_own(self):
        code, _, said = helpers.run("run", BASE, SNOWY, ROAD, WARM, "--replicate", 0, "-o", self.out, *helpers.settings(SHORT))
        self.assertEqual(code, 0, said)
        groups = [line.split(": ", 1)[1] for line in said.splitlines() if line.startswith("group ")]
        self.assertEqual(groups, ["world, replicate 0; road, replicate 0", "snowy, replicate 0", "warm, replicate 0"])
        for scenario in (BASE, SNOWY, ROAD, WARM):
            self.same_as_alone(scenario, 0, *SHORT)
        self.assertNotEqual(contents(self.out / "world/0.h5"), contents(self.out / "snowy/0.h5"))

    def test_one_run_stays_a_file(self):
        out = FOLDER / "lone.h5"
        self.addCleanup(out.unlink, missing_ok=True)
        for replicates in ("4", "4..4"):
            code, _, said = helpers.run("run", BASE, "-q", "-o", out, "--replicate", replicates, *helpers.settings(SHORT))
            self.assertEqual(code, 0, said)
            self.assertEqual(differences(out, alone(BASE, 4, *SHORT)), [])

    def test_quiet_says_nothing(self):
        self.assertEqual(helpers.run("run", BASE, "-q", "--replicate", "0,1", "-o", self.out, *helpers.settings(SHORT)),
                         (0, "", ""))


class Stopped(Together):
    settings = ["herd.small.size=30000", "checkpoint.every=3", "run.last_day=2005-08-31"]

    def arguments(self, *more, threads=2):
        return ["run", BASE, ROAD, SNOWY, "--replicate", "0,1", "-o", self.out, "--threads", threads,
                *helpers.settings(self.settings), *more]

    def stop(self, how, number, *more):
        process = subprocess.Popen([str(helpers.PROGRAM), *map(str, self.arguments(*more))], cwd=helpers.SOURCE,
                                   env=os.environ | {"OMP_WAIT_POLICY": "passive"}, stderr=subprocess.PIPE, text=True)
        while process.poll() is None and not how():
            time.sleep(0.001)
        process.send_signal(number)
        said = process.communicate(timeout=120)[1]
        self.assertEqual(process.returncode, STOPPED, said)
        return said

    def states(self, name):
        return sorted(path.name for path in (self.out / f"{name}.h5.checkpoints").glob("*.state.h5"))

    def test_all_go_on_from_the_day_of_the_signal(self):
        said = self.stop(lambda: len(self.states("road/1")) == 2, signal.SIGTERM)
        self.assertIn("rangifer: stopped by SIGTERM\n  of 6 runs 0 are done, and what 4 have come to is kept in ", said)
        self.assertIn("members; go on with:\n  ", said)
        self.assertRegex(said, r"checkpoint\.every=3 .* --resume\n$")
        newest = {self.states(f"{name}/{k}")[-1] for name in ("world", "road") for k in (0, 1)}
        self.assertEqual(len(newest), 1)
        code, _, said = helpers.run(*self.arguments())
        self.assertEqual(code, 2)
        self.assertIn("go on from it with --resume, or start at the beginning with --anew", said)

        said = self.stop(lambda: len(self.states("snowy/0")) == 2, signal.SIGUSR1, "--resume")
        self.assertIn("of 6 runs 4 are done, and what 2 have come to is kept in ", said)
        self.assertTrue((self.out / "road/1.h5").exists())

        (self.out / "world/1.h5").unlink()
        code, out, said = helpers.run(*self.arguments("--resume", threads=3))
        self.assertEqual(code, 0, said)
        self.assertEqual(said.count("is complete, there is nothing left to do"), 3)
        self.assertIn("members: 6 runs\n", out)
        self.assertEqual(self.results(), [f"{name}/{k}.h5" for name in ("road", "snowy", "world") for k in (0, 1)])
        for scenario in (BASE, ROAD, SNOWY):
            for k in (0, 1):
                self.same_as_alone(scenario, k, *self.settings)
        code, out, said = helpers.run(*self.arguments("--resume"))
        self.assertEqual((code, out), (0, ""))
        self.assertEqual(said.count("is complete, there is nothing left to do"), 6)

    def test_those_that_stand_at_other_days_are_other_groups(self):
        self.stop(lambda: len(self.states("road/1")) == 2, signal.SIGTERM)
        shutil.rmtree(self.out / "road/0.h5.checkpoints")
        code, _, said = helpers.run("run", BASE, ROAD, "--replicate", "0,1", "-o", self.out, "--resume",
                                    *helpers.settings(self.settings))
        self.assertEqual(code, 0, said)
        groups = [line.split(": ", 1)[1] for line in said.splitlines() if line.startswith("group ")]
        self.assertEqual(groups, ["world, replicate 0; world, replicate 1; road, replicate 1", "road, replicate 0"])
        for scenario in (BASE, ROAD):
            for k in (0, 1):
                self.same_as_alone(scenario, k, *self.settings)


class Refused(Together):
    def refused(self, *arguments):
        code, out, said = helpers.run("run", "-q", *arguments)
        self.assertEqual((code, out), (2, ""), said)
        self.assertFalse(self.out.exists())
        return said.replace(str(FOLDER), "F")

    def test_replicates(self):
        for text in ("two", "0..", "5..1", "0,", "-1", "1.5", "0..9..12", "1000001", "0 1"):
            with self.subTest(text=text):
                said = self.refused(BASE, f"--replicate={text}", "-o", self.out)
                self.assertIn(f"--replicate {text}: expected a number from 0 to 1000000, a range such as 0..9 or a list "
                              "such as 0,3,5", said)
        self.assertIn("--replicate 0..4,3: 3 is asked for twice", self.refused(BASE, "--replicate", "0..4,3", "-o", self.out))

    def test_results_of_one_name(self):
        (FOLDER / "other").mkdir(exist_ok=True)
        twin = FOLDER / "other/world.toml"
        twin.write_text('extends = "../world.toml"\n')
        self.assertIn("F/world.toml and F/other/world.toml: the results of both would go to a folder world",
                      self.refused(BASE, twin, "-o", self.out))
        self.assertIn("F/world.toml: is asked for twice", self.refused(BASE, ROAD, BASE, "-o", self.out))

    def test_a_file_for_many(self):
        there = WORLD.write("notes.txt", "notes\n")
        self.assertIn("F/notes.txt: is a file; several runs need a folder", self.refused(BASE, ROAD, "-o", there))
        self.assertIn("F/new.h5: is the name of a file; several runs need a folder",
                      self.refused(BASE, "--replicate", "0..3", "-o", FOLDER / "new.h5"))
        self.assertIn("F/notes.txt/deep/world: cannot be made: Not a directory",
                      self.refused(BASE, ROAD, "-o", there / "deep"))

    def test_what_only_one_run_can_be_told(self):
        self.assertIn("--member: is for one run", self.refused(BASE, ROAD, "--member", 0, "-o", self.out))
        self.assertIn("--resume-from: is for one run",
                      self.refused(BASE, "--replicate", "0,1", "--resume-from", "x.state.h5", "-o", self.out))

    def test_what_is_wrong_in_one_of_them(self):
        self.assertIn("F/nobody.toml: no such file", self.refused(BASE, FOLDER / "nobody.toml", "-o", self.out))
        wrong = WORLD.write("wrong.toml", 'extends = "world.toml"\n[snow]\nundercatch = 2\n')
        self.assertIn("F/wrong.toml:3:1: [snow] undercatch: no such key", self.refused(BASE, wrong, "-o", self.out))


if __name__ == "__main__":
    unittest.main()
