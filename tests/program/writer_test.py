#!/usr/bin/python3
"""The result is written by a thread of its own: what goes wrong there must stop the run like anything else."""
import pathlib
import resource
import subprocess
import tempfile
import unittest

import helpers

try:
    import h5py
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-h5py")

WORLD = helpers.World()
SETTINGS = helpers.settings(["output.tracks=400", "run.last_day=2005-02-28"])


def run_with_room(folder, most_bytes):
    """Runs with files that cannot grow beyond `most_bytes`, as on a full disk; (exit code, stderr)."""
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    # Python ignores the signal of a file that is too large; so must the program, or it would be killed.
    done = subprocess.run([str(helpers.PROGRAM), "run", "-q", str(WORLD.scenario), "-o", str(folder / "run.h5"),
                           *SETTINGS], preexec_fn=limit, restore_signals=False, capture_output=True, text=True,
                          timeout=300)
    return done.returncode, done.stderr


class Writer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            code, said = run_with_room(pathlib.Path(folder), 1 << 40)
            assert (code, said) == (0, ""), said
            cls.size = (pathlib.Path(folder) / "run.h5").stat().st_size
            with h5py.File(pathlib.Path(folder) / "run.h5", "r") as file:
                cls.performance = dict(file["performance"].attrs)

    def test_a_disk_that_fills_up_stops_the_run(self):
        for share in (0.2, 0.4, 0.6, 0.8, 0.95):
            with self.subTest(share=share), tempfile.TemporaryDirectory() as folder:
                code, said = run_with_room(pathlib.Path(folder), int(share * self.size))
                self.assertEqual(code, 1, said)
                self.assertIn("File too large", said)
                self.assertIn("run.h5", said)
                self.assertIn("was not written", said)
                self.assertEqual(list(pathlib.Path(folder).iterdir()), [])

    def test_the_parts_of_a_run_add_up(self):
        p = self.performance
        apart = ("seconds_waiting_for_input", "seconds_waiting_for_output", "seconds_writing")
        parts = {name: value for name, value in p.items() if name.startswith("seconds_") and name not in apart}
        self.assertAlmostEqual(sum(parts.values()), p["wall_time_s"], places=6)
        for name, seconds in parts.items():
            self.assertGreaterEqual(seconds, 0, name)
        self.assertLess(parts["seconds_other"], 0.2 * p["wall_time_s"])
        self.assertGreater(p["seconds_writing"], 0)

    def test_bytes_of_the_groups_are_what_the_file_holds(self):
        p = self.performance
        groups = {name: value for name, value in p.items() if name.startswith("bytes_")}
        self.assertEqual(sum(groups.values()), p["bytes"])
        self.assertLess(p["bytes"], self.size)

    def test_it_names_processor_machine_and_compiler(self):
        for name in ("processor", "machine", "compiler"):
            self.assertTrue(self.performance[name])


if __name__ == "__main__":
    unittest.main()
