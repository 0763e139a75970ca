#!/usr/bin/python3
"""A run that is killed, stopped or starved of disk, and goes on, ends with the numbers of a run without a stop."""
import itertools
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time
import unittest

import helpers

try:
    import h5py
    import numpy as np
    import xarray as xr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-h5py python3-xarray")

WORLD = helpers.World()
SETTINGS = ["herd.small.size=30000", "checkpoint.every=3"]
STOPPED = 75


def datasets(path):
    """Every number and text of a result by name; attributes too, but for performance/, which tells of the machine."""
    found = {}
    with h5py.File(path) as file:
        def note(name, thing):
            if isinstance(thing, h5py.Dataset):
                found[name] = thing[()]
        file.visititems(note)
        for name, value in file.attrs.items():
            found["attribute " + name] = value
    return found


def differences(one, other):
    a, b = datasets(one), datasets(other)
    out = sorted(a.keys() ^ b.keys())
    for name in a.keys() & b.keys():
        x, y = np.asarray(a[name]), np.asarray(b[name])
        if x.dtype != y.dtype or x.shape != y.shape or x.tobytes() != y.tobytes():
            if x.dtype.kind == "O" and x.tolist() == y.tolist():
                continue
            out.append(name)
    return out


class Run:
    """A run in a folder of its own that can be started again and again."""

    def __init__(self, *more, name="run"):
        self.folder = helpers.temporary_folder()
        self.out = self.folder / f"{name}.h5"
        self.more = more

    @property
    def kept(self):
        return self.folder / f"{self.out.name}.checkpoints"

    @property
    def partial(self):
        return self.folder / f"{self.out.name}.partial"

    def arguments(self, *more, threads=2):
        return ["run", str(WORLD.scenario), "-o", str(self.out), "--threads", str(threads), "-q",
                *helpers.settings(SETTINGS), *map(str, self.more), *map(str, more)]

    def to_end(self, *more, threads=2):
        return helpers.run(*self.arguments(*more, threads=threads))

    def begin(self, *more, threads=2):
        return subprocess.Popen([str(helpers.PROGRAM), *self.arguments(*more, threads=threads)], cwd=helpers.SOURCE,
                                env=os.environ | {"OMP_WAIT_POLICY": "passive"}, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def states(self):
        return sorted(path.name.removesuffix(".state.h5") for path in self.kept.glob("*.state.h5"))

    def stopped_at(self, how, *more, threads=2, number=signal.SIGTERM):
        """Sends a signal when `how()` holds; the process, ended."""
        process = self.begin(*more, threads=threads)
        while process.poll() is None and not how():
            time.sleep(0.0002)
        if process.poll() is None:
            process.send_signal(number)
        process.said = process.communicate(timeout=120)[1]
        return process


class Moments:
    """When to kill: after a while, inside a checkpoint, inside a write of the result."""

    def __init__(self, run, seed):
        self.run, self.random = run, random.Random(seed)

    def after_a_while(self):
        until = time.monotonic() + self.random.uniform(0.05, 1.0)
        return lambda: time.monotonic() > until

    def in_a_checkpoint(self):
        skip = self.random.randrange(1, 25)
        seen = itertools.count()
        return lambda: self.run.kept.exists() and any(
            path.name.endswith(".partial") for path in self.run.kept.iterdir()) and next(seen) >= skip

    def in_a_write(self):
        state = {"size": None, "skip": self.random.randrange(1, 6)}

        def grown():
            size = self.run.partial.stat().st_size if self.run.partial.exists() else None
            if size is not None and size != state["size"]:
                state["size"] = size
                state["skip"] -= 1
            return state["skip"] < 0
        return grown


_whole = None


def whole():
    """The result of the run that nobody stops."""
    global _whole
    if _whole is None:
        run = Run()
        code, _, said = run.to_end(threads=1)
        assert code == 0, said
        assert not run.kept.exists() and not run.partial.exists()
        _whole = run
    return _whole.out


class Killed(unittest.TestCase):
    def test_kill_9_at_20_moments(self):
        run = Run("--set", "checkpoint.every=1")
        moments = Moments(run, seed=7)
        kinds = [moments.after_a_while, moments.in_a_checkpoint, moments.in_a_write]
        kills, left, at_start = 0, {"a checkpoint": 0, "a result": 0}, 0
        for kind in itertools.cycle(kinds):
            if kills == 20:
                break
            process = run.stopped_at(kind(), "--resume", number=signal.SIGKILL)
            if process.returncode == 0:
                break
            self.assertEqual(process.returncode, -signal.SIGKILL, process.said)
            kills += 1
            at_start += not run.states()
            self.assertFalse(run.out.exists())
            left["a result"] += run.partial.exists()
            left["a checkpoint"] += any(path.name.endswith(".partial") for path in run.kept.glob("*"))
            for state in run.states():  # whoever bears its name is whole
                with xr.open_dataset(run.kept / f"{state}.result.h5", group="herd") as herd:
                    self.assertEqual(str(herd.time_bnds.values[-1, 0])[:10], state)
        code, _, said = run.to_end("--resume")
        self.assertEqual(code, 0, said)
        print(f"{kills} kills, {left['a checkpoint']} of them inside a checkpoint, {at_start} before the first")
        self.assertEqual(kills, 20)
        self.assertGreater(left["a checkpoint"], 0)
        settings = ("attribute parameters", "attribute scenario")  # checkpoint.every stands there, 1 for 3
        differ = [name for name in differences(whole(), run.out) if name not in settings]
        self.assertEqual(differ, [])
        self.assertFalse(run.kept.exists())

    def test_signals_and_other_threads_after_each(self):
        run = Run()
        stops = 0
        for number, threads in zip(itertools.cycle([signal.SIGUSR1, signal.SIGTERM, signal.SIGINT]), [1, 3, 2, 7, 1, 4]):
            before = run.states()
            until = time.monotonic() + 2
            process = run.stopped_at(lambda: run.states()[-1:] > before[-1:] or time.monotonic() > until, "--resume",
                                     threads=threads, number=number)
            if process.returncode == 0:
                break
            self.assertEqual(process.returncode, STOPPED, process.said)
            self.assertIn(f"stopped by {number.name}", process.said)
            self.assertIn(f"all up to {run.states()[-1]} is kept in", process.said)
            self.assertEqual(process.said.count("--resume"), 1, "it stands in the command already")
            self.assertFalse(run.partial.exists())
            stops += 1
        self.assertGreaterEqual(stops, 4)
        code, _, said = run.to_end("--resume", threads=2)
        self.assertEqual(code, 0, said)
        self.assertEqual(differences(whole(), run.out), [])

    def test_before_there_is_anything_to_keep(self):
        run = Run("--set", "checkpoint.every=0")
        process = run.stopped_at(lambda: True)
        if process.returncode != -signal.SIGTERM:  # it came before the program listened
            self.assertEqual(process.returncode, STOPPED)
            self.assertIn("there is nothing to keep", process.said)
        self.assertEqual(list(run.folder.iterdir()), [])
        code, _, said = helpers.run(*[word for word in run.arguments("--resume") if word != "-q"])
        self.assertEqual(code, 0, said)
        self.assertIn("no checkpoint in it: the run starts at its beginning", said)

    def test_a_running_result_can_be_followed(self):
        run = Run()
        process = run.begin()
        days = set()
        while process.poll() is None:
            for state in run.states()[-1:]:
                try:
                    # with the engine named: looking for one, xarray says ValueError of a file that is gone
                    with xr.open_dataset(run.kept / f"{state}.result.h5", group="herd", engine="netcdf4") as herd:
                        days.add(herd.sizes["time"])
                        self.assertTrue(np.isfinite(herd.cow_mass).all())
                except OSError:  # two more have been kept since it was looked for
                    self.assertNotIn(state, run.states()[-1:])
        said = process.communicate()[1]
        self.assertEqual(process.returncode, 0, said)
        self.assertGreater(len(days), 3)


class Disk(unittest.TestCase):
    """A file system of 20 MB of its own."""

    def setUp(self):
        self.run_ = Run("--set", "output.tracks=3000", name="tracks")
        place = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(self.run_.folder)],
                               capture_output=True, text=True)
        if place.returncode != 0:
            self.skipTest(f"no file system of its own can be mounted: {place.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.run_.folder)])

    def test_a_full_disk_stops_the_run_and_loses_nothing(self):
        run = self.run_
        code, _, said = run.to_end()
        self.assertEqual(code, 1, said)
        self.assertIn("No space left on device", said)
        self.assertIn("was not written", said)
        self.assertIn("--resume", said)
        self.assertFalse(run.out.exists() or run.partial.exists())
        state = run.states()[-1]
        with xr.open_dataset(run.kept / f"{state}.result.h5", group="track") as track:
            self.assertGreater(track.sizes["obs"], 100)
        code, _, again = run.to_end("--resume")
        self.assertEqual(code, 1, "the disk is as full as before")
        self.assertIn("No space left on device", again)
        self.assertIn(state, run.states())

        subprocess.run(["mount", "-o", "remount,size=200m", str(run.folder)], check=True)
        code, _, said = run.to_end("--resume")
        self.assertEqual(code, 0, said)
        other = Run("--set", "output.tracks=3000", name="tracks")
        self.assertEqual(other.to_end()[0], 0)
        self.assertEqual(differences(other.out, run.out), [])
        print(f"full after {state}; the whole result is {run.out.stat().st_size / 1e6:.1f} MB")


class Inputs(unittest.TestCase):
    def test_an_input_that_vanishes(self):
        """Weather in four files: the last one goes while the run is under way, and comes back."""
        folder = helpers.temporary_folder()
        for file in WORLD.folder.iterdir():
            shutil.copy(file, folder)
        import datetime
        edges = [helpers.FIRST, datetime.date(2005, 4, 1), datetime.date(2005, 7, 1), datetime.date(2005, 10, 1),
                 helpers.LAST + datetime.timedelta(1)]
        for first, after in zip(edges, edges[1:]):
            helpers.write_weather(folder / f"weather_{first}.nc", first=first, last=after - datetime.timedelta(1))
        scenario = folder / "parts.toml"
        scenario.write_text(helpers.SCENARIO.replace('"weather.nc"', '"weather_*.nc"'))
        last = folder / "weather_2005-10-01.nc"

        def arguments(out, *more):
            return ["run", scenario, "-q", "-o", folder / out, *helpers.settings(SETTINGS), *more]
        self.assertEqual(helpers.run(*arguments("whole.h5"))[0], 0)
        process = subprocess.Popen([str(helpers.PROGRAM), *map(str, arguments("run.h5"))], stderr=subprocess.PIPE, text=True)
        while process.poll() is None and not list((folder / "run.h5.checkpoints").glob("*.state.h5")):
            time.sleep(0.001)
        last.rename(folder / "away")
        said = process.communicate()[1]
        self.assertEqual(process.returncode, 2, said)
        self.assertIn("weather_2005-10-01.nc", said)
        self.assertIn("--resume", said)
        self.assertFalse((folder / "run.h5").exists())
        code, _, said = helpers.run(*arguments("run.h5", "--resume"))
        self.assertEqual(code, 2)
        (folder / "away").rename(last)
        code, _, said = helpers.run(*arguments("run.h5", "--resume"))
        self.assertEqual(code, 0, said)
        self.assertEqual(differences(folder / "whole.h5", folder / "run.h5"), [])


class Refused(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stopped = Run()
        process = cls.stopped.stopped_at(lambda: len(cls.stopped.states()) == 2)
        assert process.returncode == STOPPED, process.said

    def setUp(self):
        self.run_ = Run()
        shutil.copytree(self.stopped.kept, self.run_.kept)
        self.before = {path.name: path.read_bytes() for path in self.run_.kept.iterdir()}

    def refused(self, *more, **options):
        code, _, said = self.run_.to_end(*more, **options)
        self.assertEqual(code, 2, said)
        self.assertFalse(self.run_.out.exists() or self.run_.partial.exists())
        self.assertEqual(self.before, {path.name: path.read_bytes() for path in self.run_.kept.iterdir()})
        return said

    def test_another_scenario_seed_or_replicate(self):
        said = self.refused("--resume", "--set", "run.seed=9", "--set", "snow.gauge_undercatch=1.7")
        self.assertIn("is of another run", said)
        self.assertIn("run.seed: 1 there, 9 here", said)
        self.assertIn("snow.gauge_undercatch: ", said)
        self.assertIn("--resume-from", said)
        self.assertIn("run.replicate: 0 there, 2 here", self.refused("--resume", "--replicate", "2"))

    def test_how_often_it_is_kept_may_change(self):
        code, _, said = self.run_.to_end("--resume", "--set", "checkpoint.every=100")
        self.assertEqual(code, 0, said)

    def test_another_offset_of_a_layer(self):
        scenario = WORLD.write("warmer.toml", 'extends = "world.toml"\n' + "\n".join(
            "[[layer]]" + text.replace('variable = "tas"', 'variable = "tas"\noffset = 1')
            for text in helpers.SCENARIO.split("[[region]]")[0].split("[[layer]]")[1:]))
        arguments = [str(scenario) if word == str(WORLD.scenario) else word for word in self.run_.arguments("--resume")]
        code, _, said = helpers.run(*arguments)
        self.assertEqual(code, 2, said)
        self.assertIn("layer.temperature.offset: 0 there, 1 here", said)

    def test_an_input_that_has_changed(self):
        terrain = WORLD.folder / "land.tif"
        before = terrain.read_bytes()
        try:
            helpers.write_raster(terrain, [[0.9 if row < 8 else 0.0] * helpers.COLUMNS for row in range(helpers.ROWS)])
            self.assertIn("input land.tif: its contents have changed", self.refused("--resume"))
        finally:
            terrain.write_bytes(before)

    def test_another_program(self):
        for state in self.run_.kept.glob("*.state.h5"):
            with h5py.File(state, "r+") as file:
                del file.attrs["commit"]
                file.attrs["commit"] = np.bytes_("0123456")
            self.before[state.name] = state.read_bytes()
        self.assertIn("commit of the program: 0123456 there, ", self.refused("--resume"))

    def test_forgotten_resume(self):
        said = self.refused()
        self.assertIn(f"this run has been kept there up to {self.run_.states()[-1]}", said)
        self.assertIn("--resume", said)
        code, _, said = self.run_.to_end("--anew")
        self.assertEqual(code, 0, said)
        self.assertEqual(differences(whole(), self.run_.out), [])

    def test_a_broken_checkpoint_leaves_the_one_before(self):
        newest, before = self.run_.states()[-1], self.run_.states()[-2]
        state = self.run_.kept / f"{newest}.state.h5"
        data = bytearray(state.read_bytes())
        with h5py.File(state) as file:
            chunk = file["animals.5"].id.get_chunk_info(0)
        data[chunk.byte_offset + 17] ^= 1
        state.write_bytes(data)
        code, _, said = helpers.run(*[word for word in self.run_.arguments("--resume") if word != "-q"])
        self.assertEqual(code, 0, said)
        self.assertIn(f"{newest}.state.h5: broken: cannot read animals.5", said)
        self.assertIn(f"going on after {before}", said)
        self.assertEqual(differences(whole(), self.run_.out), [])

    def test_a_state_cut_short_leaves_the_one_before(self):
        newest, before = self.run_.states()[-1], self.run_.states()[-2]
        state = self.run_.kept / f"{newest}.state.h5"
        state.write_bytes(state.read_bytes()[:1000])
        code, _, said = helpers.run(*[word for word in self.run_.arguments("--resume") if word != "-q"])
        self.assertEqual(code, 0, said)
        self.assertIn(f"{newest}.state.h5: not an HDF5 file, or a broken one", said)
        self.assertIn(f"going on after {before}", said)
        self.assertEqual(differences(whole(), self.run_.out), [])

    def test_a_finished_run_is_left_as_it_is(self):
        self.assertEqual(self.run_.to_end("--resume")[0], 0)
        before = self.run_.out.stat()
        code, _, said = helpers.run(*[word for word in self.run_.arguments("--resume") if word != "-q"])
        self.assertEqual(code, 0, said)
        self.assertIn("is complete, there is nothing left to do", said)
        self.assertEqual(before.st_mtime_ns, self.run_.out.stat().st_mtime_ns)


class Branches(unittest.TestCase):
    """Several futures from one spin-up."""

    @classmethod
    def setUpClass(cls):
        cls.past = Run("--set", "run.last_day=2005-06-20", "--set", "checkpoint.keep=true", name="past")
        code, _, said = cls.past.to_end()
        assert code == 0, said
        assert cls.past.states()[-1] == "2005-06-20"
        cls.state = cls.past.kept / "2005-06-20.state.h5"

    def test_the_same_future(self):
        future = Run("--resume-from", self.state)
        code, _, said = future.to_end(threads=3)
        self.assertEqual(code, 0, said)
        with xr.open_dataset(future.out, group="herd") as after, xr.open_dataset(whole(), group="herd") as all_of_it:
            later = all_of_it.sel(time=slice("2005-06-21", None))
            xr.testing.assert_identical(after.drop_vars("time_bnds"), later.drop_vars("time_bnds"))
        with xr.open_dataset(future.out, group="impact") as after, xr.open_dataset(whole(), group="impact") as all_of_it:
            xr.testing.assert_identical(after, all_of_it)  # of the whole year: its births before the branch count
        with xr.open_dataset(future.out, group="map") as after, xr.open_dataset(whole(), group="map") as all_of_it, \
                xr.open_dataset(self.past.out, group="map") as before:
            self.assertGreater(float(after.use.sum()), 0)
            np.testing.assert_array_equal(after.use + before.use, all_of_it.use)
        with h5py.File(future.out) as file:
            import hashlib
            import json
            link = json.loads(file.attrs["branched_from"].decode())
            self.assertEqual(file.attrs["first_day"], b"2005-06-21")
        self.assertEqual(link["file"], "2005-06-20.state.h5")
        self.assertEqual(link["day"], "2005-06-20")
        self.assertEqual((link["seed"], link["replicate"], link["title"]), (1, 0, "a made-up herd"))
        self.assertEqual(link["sha256"], hashlib.sha256(self.state.read_bytes()).hexdigest())

    def test_another_future(self):
        same, harder = Run("--resume-from", self.state), Run("--resume-from", self.state, "--set",
                                                             "survival.adult_female=0.7", "--set", "run.seed=4")
        for run in same, harder:
            code, _, said = run.to_end()
            self.assertEqual(code, 0, said)
        with xr.open_dataset(same.out, group="herd") as a, xr.open_dataset(harder.out, group="herd") as b:
            self.assertLess(int(b.alive[-1].sum()), int(a.alive[-1].sum()))

    def test_a_branch_is_stopped_and_goes_on(self):
        run, other = Run("--resume-from", self.state), Run("--resume-from", self.state)
        self.assertEqual(other.to_end()[0], 0)
        process = run.stopped_at(lambda: bool(run.states()))
        self.assertEqual(process.returncode, STOPPED, process.said)
        self.assertIn("--resume", process.said)
        command = process.said.splitlines()[-1].strip()  # as it is said
        done = subprocess.run(["bash", "-c", command], cwd=helpers.SOURCE, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, command + done.stderr)
        self.assertEqual(differences(other.out, run.out), [])

    def refused(self, *more, state=None):
        run = Run("--resume-from", state or self.state, *more)
        code, _, said = run.to_end()
        self.assertEqual(code, 2, said)
        self.assertEqual(list(run.folder.iterdir()), [])
        return said

    def test_refusals(self):
        self.assertIn("grid.cell: 20000 there, 10000 here", self.refused("--set", "grid.cell=10000"))
        self.assertIn("herd.small.size: 30000 there, 5000 here", self.refused("--set", "herd.small.size=5000"))
        self.assertIn("the state of the end of 2005-06-20, but [run] last_day is 2005-06-20",
                      self.refused("--set", "run.last_day=2005-06-20"))
        self.assertIn("no such file", self.refused(state=pathlib.Path("nowhere.state.h5")))
        self.assertIn("not a state that rangifer run kept", self.refused(state=self.past.out))

    def test_resume_and_branch_together(self):
        run = Run("--resume-from", self.state)
        process = run.stopped_at(lambda: bool(run.states()), "--resume")  # nothing there yet: begins with the state
        self.assertEqual(process.returncode, STOPPED, process.said)
        plain = Run()
        plain.folder, plain.out = run.folder, run.out
        code, _, said = plain.to_end("--resume")
        self.assertEqual(code, 2)
        self.assertIn('file: "2005-06-20.state.h5" there, nothing here', said)
        self.assertEqual(run.to_end("--resume")[0], 0)
        self.assertEqual(run.to_end("--resume")[0], 0, "it is complete")


if __name__ == "__main__":
    unittest.main()
