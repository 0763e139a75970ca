#!/usr/bin/python3
"""What a run says: nothing, what matters, or all of it; the same in a log, with times; no colours in a pipe."""
import os
import pty
import re
import subprocess
import unittest

import helpers

WORLD = helpers.World()
SMALL = helpers.settings(["run.last_day=2005-03-31", "checkpoint.every=30"])


def run(*more):
    code, out, said = helpers.run("run", WORLD.scenario, "-o", WORLD.out, *SMALL, *more)
    assert code == 0, said
    return out, said


class Messages(unittest.TestCase):
    def setUp(self):
        self.log = helpers.temporary_folder() / "run.log"

    def test_three_voices(self):
        self.assertEqual(run("-q"), ("", ""))
        out, said = run()
        self.assertEqual(len(said.splitlines()), 3, "a line a month")
        self.assertIn("2005-01-01 to 2005-03-31", out)
        out, said = run("--verbose")
        self.assertRegex(said, r"temperature +\S+/weather.nc tas SHA-256 [0-9a-f]{64}")
        self.assertRegex(said, r"inputs read and summed in \d+\.\d s")
        self.assertRegex(said, r"kept 2005-01-30 in \S+\.checkpoints \(\d+\.\d\d s\)")
        self.assertNotIn("\x1b", out + said)

    def test_a_log_has_it_all_and_goes_on(self):
        run("-q", "--log", self.log)
        lines = self.log.read_text().splitlines()
        for line in lines[:3]:
            self.assertRegex(line, r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  \S* ")
        self.assertIn(" run ", lines[0])
        text = "\n".join(lines)
        for part in ("weather.nc tas SHA-256", "kept 2005-01-30", "2005-02-28", "waited"):
            self.assertIn(part, text)
        code, _, said = helpers.run("run", WORLD.scenario, "-o", WORLD.out, "--log", self.log, "--set", "run.sed=1")
        self.assertEqual(code, 2)
        self.assertTrue(self.log.read_text().startswith(text), "the end of the file")
        self.assertIn("no such key; did you mean seed?", self.log.read_text())
        self.assertIn("no such key; did you mean seed?", said)

    def test_refusals(self):
        for log, why in (("/nowhere/run.log", "there is no folder /nowhere"), (WORLD.folder, "cannot be written")):
            code, _, said = helpers.run("run", WORLD.scenario, "-o", WORLD.out, "--log", log)
            self.assertEqual(code, 2)
            self.assertIn(f"--log {log}: {why}", said)
        self.assertEqual(helpers.run("run", WORLD.scenario, "-q", "-v")[0], 2)

    def test_on_a_terminal_one_line_is_rewritten(self):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([str(helpers.PROGRAM), "run", str(WORLD.scenario), "-o", str(WORLD.out), *SMALL],
                                   stderr=theirs, stdout=subprocess.DEVNULL)
        process.wait(timeout=60)
        os.set_blocking(ours, False)
        shown = os.read(ours, 100000).decode()
        os.close(ours)
        os.close(theirs)
        self.assertIn("\r\x1b[K2005-", shown)
        self.assertNotRegex(shown, r"\x1b\[[0-9;]*m", "colours")
        self.assertEqual(shown.count("\n"), 0)


if __name__ == "__main__":
    unittest.main()
