#!/usr/bin/python3
"""What `rangifer estimate` says of a run, beside what the run then takes: bytes and memory. Wall time is not
tested here: it changes with whatever else the machine does."""
import json
import pathlib
import tempfile
import unittest

import helpers

try:
    import h5py
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-h5py")

WITHIN = 0.25


def estimated(scenario, *arguments):
    code, said, problem = helpers.run("estimate", "--json", scenario, *arguments)
    if code != 0:
        raise AssertionError(problem)
    return json.loads(said)


def taken(scenario, out, *arguments):
    """Bytes by group, and the peak memory, as the run itself wrote them down."""
    code, _, problem = helpers.run("run", "-q", scenario, "-o", out, *arguments)
    if code != 0:
        raise AssertionError(problem)
    with h5py.File(out, "r") as file:
        performance = dict(file["performance"].attrs)
        groups = [name for name in file if isinstance(file[name], h5py.Group) and name != "performance"]
    return {name: performance[f"bytes_{name}"] for name in ["root", *groups]}, performance


class Estimate(unittest.TestCase):
    def check(self, scenario, *arguments):
        said = estimated(scenario, *arguments)
        with tempfile.TemporaryDirectory() as folder:
            bytes_of_group, performance = taken(scenario, pathlib.Path(folder) / "run.h5", *arguments)
        self.assertEqual(set(said["bytes_of_group"]), set(bytes_of_group))
        for group, actual in bytes_of_group.items():
            with self.subTest(group=group):
                self.assertLess(abs(said["bytes_of_group"][group] / actual - 1), WITHIN,
                                f"{group}: {said['bytes_of_group'][group]} estimated, {actual:.0f} taken")
        self.assertLess(abs(said["bytes"] / performance["bytes"] - 1), WITHIN)
        memory = said["peak_memory_MB"], performance["peak_memory_MB"]
        self.assertLess(abs(memory[0] / memory[1] - 1), WITHIN, memory)
        self.assertLess(abs(said["agent_steps"] / performance["agent_steps"] - 1), WITHIN)
        self.assertGreater(said["wall_time_s"], 0)
        self.assertGreater(sum(said["seconds_of_part"].values()), 0.99 * said["wall_time_s"])

    def test_of_a_made_up_herd(self):
        self.check(helpers.World().scenario)

    def test_of_a_run_of_two_months_that_follows_nobody(self):
        self.check(helpers.World().scenario,
                   *helpers.settings(["run.last_day=2005-02-28", "output.tracks=0"]))

    def test_of_more_followed_agents_than_the_probe_follows(self):
        self.check(helpers.World().scenario, *helpers.settings(["run.last_day=2005-06-30", "output.tracks=400"]))

    def test_of_the_baseline(self):
        if absent := helpers.absent_inputs():
            self.skipTest(f"run ./quickstart first; not made yet: {', '.join(absent)}")
        self.check(helpers.BASELINE)

    def test_it_leaves_no_file(self):
        world = helpers.World()
        with tempfile.TemporaryDirectory() as folder:
            code, said, problem = helpers.run("estimate", world.scenario, "--threads", "1", TMPDIR=folder)
            self.assertEqual((code, problem), (0, ""))
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])
        for word in ("wall time", "1 thread", "memory", "movement", "track/", "map/"):
            self.assertIn(word, said)

    def test_a_wrong_scenario_is_refused_as_by_run(self):
        world = helpers.World()
        wrong = helpers.settings(["run.stepp=3"])
        code, _, problem = helpers.run("estimate", world.scenario, *wrong)
        self.assertEqual((code, problem), (2, helpers.run("run", "-q", world.scenario, "-o", world.out, *wrong)[2]))


if __name__ == "__main__":
    unittest.main()
