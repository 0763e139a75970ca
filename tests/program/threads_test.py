#!/usr/bin/python3
"""Same scenario, same seed, same result: on any number of threads, again, and under any name."""
import shutil
import subprocess
import unittest

import helpers

try:
    import h5py
    import numpy as np
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-h5py python3-numpy")

# The made-up world runs anywhere; some 400 agents over a year cross every part of the program.
WORLD = helpers.World()


def made(name, *arguments, **environment):
    path = WORLD.folder / name
    code, _, said = helpers.run("run", "-q", WORLD.scenario, "-o", path, *arguments, **environment)
    if code != 0:
        raise AssertionError(said)
    return path


def attributes_of(thing):
    """Name to (type, shape, content)."""
    found = {}
    for name, value in thing.attrs.items():
        if name in ("DIMENSION_LIST", "REFERENCE_LIST"):  # HDF5's own pointers between datasets
            continue
        array = np.asarray(value)
        found[name] = (str(array.dtype), array.shape, array.tolist() if array.dtype.kind == "O" else array.tobytes())
    return found


def everything_in(path):
    """Each group, dataset and attribute of a result but those of performance/."""
    found = {}

    def visit(name, thing):
        if name.split("/")[0] == "performance":
            return
        found[name, "attributes"] = attributes_of(thing)
        if isinstance(thing, h5py.Dataset):
            values = thing[()]
            array = np.asarray(values)
            content = array.tolist() if array.dtype.kind == "O" else array.tobytes()
            found[name, "values"] = (str(thing.dtype), thing.shape, content)

    with h5py.File(path, "r") as file:
        found["/", "attributes"] = attributes_of(file)
        file.visititems(visit)
    return found


class SameResult(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.one = made("one.h5", "--threads", "1")
        cls.content = everything_in(cls.one)

    def same_as_one(self, path):
        other = everything_in(path)
        self.assertEqual(self.content.keys(), other.keys())
        for key, value in self.content.items():
            self.assertEqual(value, other[key], f"{key} differs between {self.one.name} and {path.name}")
        if shutil.which("h5diff"):
            done = subprocess.run(["h5diff", "-c", "--exclude-path", "/performance", self.one, path],
                                  capture_output=True, text=True)
            # h5diff calls texts of variable length and references not comparable: it must find no difference.
            self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr)
            self.assertNotIn("difference", done.stdout)

    def test_the_comparison_sees_much(self):
        datasets = [name for name, kind in self.content if kind == "values"]
        for name in ("map/use", "map/births", "herd/alive", "herd/cow_x", "calving/x", "crossing/animals",
                     "region/animals", "track/x", "impact/birth_share", "audit/residual"):
            self.assertIn(name, datasets)
        with h5py.File(self.one) as file:
            self.assertGreater(file["calving/x"].shape[0], 50)
            self.assertGreater(int(file["map/births"][:].sum()), 500)

    def test_two_threads(self):
        self.same_as_one(made("two.h5", "--threads", "2"))

    def test_seven_threads(self):
        self.same_as_one(made("seven.h5", "--threads", "7"))

    def test_as_many_threads_as_it_likes(self):
        self.same_as_one(made("any.h5"))

    def test_three_threads(self):
        self.same_as_one(made("three.h5", "--threads", "3"))

    def test_each_processor_level(self):
        for level in ("avx512", "avx2", "baseline"):
            with self.subTest(level=level):
                path = made(f"{level}.h5", RANGIFER_PROCESSOR=level)
                with h5py.File(path) as file:
                    print("asked for", level, "had", file["performance"].attrs["processor"])
                self.same_as_one(path)

    def test_no_such_processor_level(self):
        code, _, said = helpers.run("run", "-q", WORLD.scenario, "-o", WORLD.folder / "no.h5", RANGIFER_PROCESSOR="avx3")
        self.assertEqual(code, 2, said)
        self.assertIn('RANGIFER_PROCESSOR (environment): found "avx3", expected one of avx512, avx2, baseline', said)

    def test_however_often_agents_are_sorted(self):
        for days in (0, 1, 30):
            other = everything_in(made(f"sorted_{days}.h5", "--set", f"run.sort_every={days}"))
            for key, value in self.content.items():
                if key[1] == "values":  # the attributes hold the parameters
                    self.assertEqual(value, other[key], f"{key} with sort_every = {days}")

    def test_again(self):
        self.same_as_one(made("again.h5", "--threads", "1"))

    def test_another_name_ending_in_nc(self):
        named_nc = made("one.nc", "--threads", "1")
        self.same_as_one(named_nc)
        # Every byte outside performance/ is the same: the files differ only where its few values stand.
        first, second = self.one.read_bytes(), named_nc.read_bytes()
        self.assertEqual(len(first), len(second))
        differing = np.flatnonzero(np.frombuffer(first, "u1") != np.frombuffer(second, "u1"))
        if differing.size:  # one object header and its checksum
            self.assertLess(differing.size, 400)
            self.assertLess(differing[-1] - differing[0], 8192)

    def test_another_replicate_is_another_run(self):
        other = everything_in(made("replicate.h5", "--threads", "2", "--replicate", "1"))
        for name in ("calving/x", "herd/cow_x", "track/x", "map/use"):
            self.assertNotEqual(self.content[name, "values"], other[name, "values"], name)

    def test_another_seed_is_another_run(self):
        other = everything_in(made("seed.h5", "--set", "run.seed=2"))
        self.assertNotEqual(self.content["track/x", "values"], other["track/x", "values"])

    def test_the_weather_does_not_depend_on_the_draws(self):
        other = everything_in(made("weather.h5", "--replicate", "2"))
        for name in ("map/snow_free_doy", "map/green_up_doy", "map/mosquito_hours", "map/elevation"):
            self.assertEqual(self.content[name, "values"], other[name, "values"], name)


if __name__ == "__main__":
    unittest.main()
