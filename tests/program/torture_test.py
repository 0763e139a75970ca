#!/usr/bin/python3
"""Files broken on purpose: `rangifer inspect` and `rangifer check` give an answer or a message, never a crash.

Each within 10 s and 1 GB; a raster whose pixels cannot be read never passes for a map.
"""
import concurrent.futures
import os
import subprocess
import sys
import unittest

import helpers
from inspecting import DATA

TORTURE = DATA / "torture"
MOST_SECONDS, MOST_KB = 10, 1024 * 1024

# Pixels of which libtiff cannot decode a part: none of their values may be shown as if all were well.
UNREADABLE = ("byte_truncated", "gtiff__lzw_corrupted", "huge-number-strips", "excessive-memory-TIFFFillTile")

# Runs argv[1:] and says on its last line how long it took and how much memory the largest of its processes had.
WATCH = """
import resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], capture_output=True, timeout=60)
sys.stdout.buffer.write(done.stdout)
sys.stderr.buffer.write(done.stderr)
print(f"\\nwatched {done.returncode} {time.monotonic() - start:.2f} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}")
"""


class Outcome:
    def __init__(self, *arguments):
        env = os.environ | {"OMP_WAIT_POLICY": "passive"}
        done = subprocess.run([sys.executable, "-c", WATCH, str(helpers.PROGRAM), *map(str, arguments)], cwd=helpers.SOURCE,
                              env=env, capture_output=True, timeout=90)
        out = done.stdout.decode(errors="replace")
        self.out, _, watched = out.rpartition("\nwatched ")
        self.said = done.stderr.decode(errors="replace")
        self.arguments = arguments
        code, seconds, kilobytes = watched.split()
        self.code, self.seconds, self.kilobytes = int(code), float(seconds), int(kilobytes)

    def problems(self):
        """What is wrong with it, for the report."""
        what = " ".join(map(str, self.arguments))
        if self.code not in (0, 2):
            yield f"{what}: exit code {self.code}: {self.said[-300:]}"
        if self.code == 2 and (not self.said.startswith("rangifer: ") or len(self.said.strip().splitlines()) == 0):
            yield f"{what}: refused without a message: {self.said[:300]!r}"
        for noise in ("terminate called", "HDF5-DIAG", "Warning 1:", "ERROR 1:", "runtime error"):
            if noise in self.said + self.out:
                yield f"{what}: prints {noise!r}"
        if self.seconds > MOST_SECONDS:
            yield f"{what}: took {self.seconds:.1f} s"
        if self.kilobytes > MOST_KB:
            yield f"{what}: took {self.kilobytes / 1024:.0f} MB"


def all_of(jobs):
    """Outcome of each list of arguments, two at a time."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda arguments: Outcome(*arguments), jobs))


def files(*folders):
    return sorted(path for folder in folders for path in (TORTURE / folder).glob("*") if path.suffix in (".nc", ".tif"))


@unittest.skipUnless(TORTURE.exists(), f"no {TORTURE}")
class Torture(unittest.TestCase):
    maxDiff = None

    def clean(self, outcomes):
        problems = [problem for outcome in outcomes for problem in outcome.problems()]
        self.assertEqual(problems, [], f"{len(problems)} problems")
        slowest = max(outcomes, key=lambda outcome: outcome.seconds)
        largest = max(outcomes, key=lambda outcome: outcome.kilobytes)
        print(f"{len(outcomes)} calls: {sum(outcome.code == 0 for outcome in outcomes)} answered, slowest {slowest.seconds:.1f} s, "
              f"largest {largest.kilobytes / 1024:.0f} MB")

    def test_inspect(self):
        self.clean(all_of([["inspect", path] for path in files("gdal-netcdf", "gdal-gtiff")]))

    def test_values_of_rasters(self):
        jobs = [["inspect", path, "--variable", "1", "--box", "-90,90,-180,180"] for path in files("gdal-gtiff")]
        outcomes = all_of(jobs)
        self.clean(outcomes)
        for outcome in outcomes:
            if outcome.arguments[1].stem in UNREADABLE:
                self.assertEqual((outcome.code, outcome.out), (2, ""), outcome.arguments[1].name)

    def test_unreadable_pixels_are_told_of(self):
        for name in UNREADABLE:
            with self.subTest(name):
                outcome = Outcome("inspect", TORTURE / "gdal-gtiff" / f"{name}.tif")
                self.assertEqual((outcome.code, outcome.out), (2, ""))
                self.assertIn("nothing that can be read as a layer", outcome.said)
                self.assertRegex(outcome.said, "  problem +(the values of band 1 cannot be read|is smaller than|says that it has)|memory")

    def test_check(self):
        world = helpers.World()
        jobs = []
        for path in files("gdal-netcdf", "gdal-gtiff"):
            for role, old in (("temperature", 'file = "weather.nc"\nvariable = "tas"'), ("elevation", 'file = "elevation.tif"')):
                scenario = helpers.SCENARIO.replace(f'role = "{role}"\n{old}', f'role = "{role}"\nfile = "{path}"')
                self.assertIn(str(path), scenario)
                jobs.append(["check", world.write(f"{role}_{path.name}.toml", scenario)])
        outcomes = all_of(jobs)
        self.clean(outcomes)
        # None of them is a temperature or an elevation of the made-up world: none may pass for one.
        self.assertEqual([outcome.arguments[1].name for outcome in outcomes if outcome.code == 0], [])


if __name__ == "__main__":
    unittest.main()
