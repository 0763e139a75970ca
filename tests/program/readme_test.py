#!/usr/bin/python3
"""Every command of README.md marked as tested works as it is written there.

It runs in a copy of the repository's layout in which `build/release/rangifer` makes each run small.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import helpers

README = helpers.SOURCE / "README.md"
BLOCK = re.compile(r"(<!-- tested -->\n)?```(sh|python)\n(.*?)```\n", re.DOTALL)
UNTESTED = ["./quickstart          # installs what is missing, builds, prepares the inputs, runs the baseline, draws it\n"
            "./quickstart test     # the same up to the inputs, then every test\n"]


def blocks():
    """(marked as tested, language, text) of each code block."""
    return [(bool(mark), language, text) for mark, language, text in BLOCK.findall(README.read_text())]


def small_copy():
    """The layout that the commands expect, around the same inputs."""
    root = helpers.temporary_folder()
    for folder in ("build/release", "inputs/scenarios", "inputs/ensembles", "outputs"):
        (root / folder).mkdir(parents=True)
    shutil.copy(helpers.SOURCE / "inputs/scenarios/whole_herd_hourly.toml", root / "inputs/scenarios")
    (root / "inputs/porcupine").symlink_to(helpers.SOURCE / "inputs/porcupine")
    small = " ".join(helpers.settings(helpers.TINY))
    program = root / "build/release/rangifer"
    # What a command says itself comes last, and counts.
    program.write_text(f'#!/bin/sh\ncommand=$1; shift\n'
                       f'case $command in run|sensitivity|calibrate) exec "{helpers.PROGRAM}" $command -q {small} "$@";; esac\n'
                       f'exec "{helpers.PROGRAM}" $command "$@"\n')
    program.chmod(0o755)
    return root


class Commands(unittest.TestCase):
    def test_in_their_order(self):
        try:
            import xarray  # noqa: F401
        except ImportError as problem:
            self.skipTest(f"{problem}: install python3-xarray")
        if helpers.absent_inputs():
            self.skipTest("run ./quickstart first")
        root = small_copy()
        env = os.environ | {"OMP_WAIT_POLICY": "passive", "PAGER": "cat", "LESS": "-F"}
        for marked, language, text in blocks():
            if not marked or ("gdal_translate" in text and shutil.which("gdal_translate") is None):
                continue
            with self.subTest(block=text):
                command = ["bash", "-euo", "pipefail", "-c", text] if language == "sh" else [sys.executable, "-c", text]
                done = subprocess.run(command, cwd=root, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                      timeout=300)
                self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr[-2000:])
        made = {path.name for path in (root / "outputs").iterdir()}
        self.assertLessEqual({"baseline.h5", "snowy.h5", "try.h5"}, made)

    def test_all_but_quickstart_are_marked(self):
        self.assertEqual([text for marked, _, text in blocks() if not marked], UNTESTED)
        self.assertGreaterEqual(sum(marked for marked, _, _ in blocks()), 5)


class Text(unittest.TestCase):
    def test_it_opens_with_the_two_commands(self):
        self.assertTrue(README.read_text().startswith(f"# rangifer\n\n```sh\n{UNTESTED[0]}```\n\n!["))

    def test_links_lead_somewhere(self):
        for page in (README, helpers.SOURCE / "model/ODD.md"):
            for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
                with self.subTest(page=page.name, target=target):
                    self.assertTrue((page.parent / target).exists())

    def test_keys_it_names_exist(self):
        code, out, _ = helpers.run("parameters")
        self.assertEqual(code, 0)
        for key in ("gauge_undercatch", "snow_slowing"):
            self.assertIn(key, README.read_text())
            self.assertIn(f"  {key} ", out)

    def test_rooms_are_the_folders_of_model(self):
        told = set(re.findall(r"(?m)^\| `(\w+)` \|", README.read_text()))
        rooms = {path.name for path in pathlib.Path(helpers.SOURCE, "model").iterdir() if path.is_dir()}
        self.assertEqual(told, rooms)

    def test_names_no_machine(self):
        for page in (README, helpers.SOURCE / "model/ODD.md"):
            self.assertNotRegex(page.read_text(), r"/work/|/tmp/|/home/|/root/")


if __name__ == "__main__":
    unittest.main()
