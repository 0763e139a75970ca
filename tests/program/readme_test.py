#!/usr/bin/python3
"""Every command of README.md marked as tested works as it is written there.

It runs in a copy of the repository's layout in which `build/release/rangifer` makes each run small.
"""
import pathlib
import re
import unittest

import documented
import helpers

README = helpers.SOURCE / "README.md"
UNTESTED = ["./quickstart          # installs what is missing, builds, prepares the inputs, runs the baseline, draws it\n"
            "./quickstart test     # the same up to the inputs, then every test\n"]


class Commands(unittest.TestCase):
    def test_in_their_order(self):
        root = documented.small_copy()
        (root / "outputs/porcupine_baseline.h5").symlink_to(helpers.tiny_run())  # quickstart's
        documented.run_marked(self, README, root)
        made = {path.name for path in (root / "outputs").iterdir()}
        self.assertLessEqual({"snowy.h5", "try.h5", "impact_figures"}, made)

    def test_all_but_quickstart_are_marked(self):
        self.assertEqual([text for marked, _, text in documented.blocks(README) if not marked], UNTESTED)
        self.assertGreaterEqual(sum(marked for marked, _, _ in documented.blocks(README)), 5)


class Text(unittest.TestCase):
    def test_it_opens_with_the_two_commands(self):
        self.assertTrue(README.read_text().startswith(f"# rangifer\n\n```sh\n{UNTESTED[0]}```\n\n!["))

    def test_links_lead_somewhere(self):
        for page in (README, helpers.SOURCE / "model/ODD.md", *(helpers.SOURCE / "docs").glob("*.md")):
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
