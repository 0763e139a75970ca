#!/usr/bin/python3
"""The pages of docs/: their command lines work, the site builds without a warning, and nothing in it comes from elsewhere."""
import json
import os
import re
import shutil
import subprocess
import unittest

import documented
import helpers

DOCS = helpers.SOURCE / "docs"


class Guide(unittest.TestCase):
    def test_a_new_users_way(self):
        printed = documented.run_marked(self, DOCS / "guide.md", documented.small_copy())
        if not printed:
            return  # skipped or failed above
        self.assertIn("Hulahula to Kongakut (overlay)", printed[1])
        self.assertIn("Scenario: one and a half degrees warmer", printed[3])
        self.assertIn("temperature, temperature_max and temperature_min offset from 0 to 1.5", " ".join(printed[3].split()))
        self.assertRegex(printed[6], r"(?m)^Hulahula to Kongakut +-?\d")
        self.assertRegex(printed[7], r"3 polygons of 1\.\d km2, 2 lines of (4[5-9]|5[0-5])\.\d km; 2\.\d km2 built over, nothing grows there")
        self.assertIn("Changed:  development My lease block added (my_block.geojson).", printed[8])

    def test_every_block_is_marked(self):
        for page in DOCS.glob("*.md"):
            with self.subTest(page.name):
                self.assertEqual([text for marked, _, text in documented.blocks(page) if not marked], [])


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if shutil.which("mkdocs") is None:
            raise unittest.SkipTest("no mkdocs: install mkdocs and mkdocs-material")
        if subprocess.run(["git", "-C", helpers.SOURCE, "rev-parse"], capture_output=True).returncode != 0:
            raise unittest.SkipTest("not a clone: docs/build asks git for the pages")
        done = subprocess.run([DOCS / "build"], capture_output=True, text=True,
                              env=os.environ | {"RANGIFER": str(helpers.PROGRAM)})
        assert done.returncode == 0, done.stdout + done.stderr
        cls.site = helpers.SOURCE / "build/docs/site"

    def test_every_page_of_the_table_is_there(self):
        listed = re.findall(r"([\w./-]+\.md)", (helpers.SOURCE / "mkdocs.yml").read_text())
        for page in listed:
            name = "index.html" if page == "README.md" else re.sub(r"README$", "index", page[:-3]) + ".html"
            self.assertTrue((self.site / name).exists(), page)

    def test_nothing_is_loaded_from_elsewhere(self):
        for page in self.site.rglob("*.html"):
            self.assertEqual(re.findall(r'(?:src="|<link [^>]*href=")(?:https?:)?//[^"]+', page.read_text()), [], page.name)

    def test_links_between_pages_lead_to_places_that_are_there(self):
        names = {page: set(re.findall(r'id="([^"]+)"', page.read_text())) for page in self.site.rglob("*.html")}
        for page in names:
            for target, place in re.findall(r'href="([^":?#]*)(?:#([^"]*))?"', page.read_text()):
                other = (page.parent / target).resolve() if target else page
                if other.is_dir():
                    other = other / "index.html"
                with self.subTest(page=page.name, target=target, place=place):
                    self.assertTrue(other.exists() or page.name == "404.html")
                    if place and place != "__skip" and other in names:
                        self.assertIn(place, names[other])

    def test_the_reference_holds_every_key(self):
        page = (self.site / "docs/scenario_reference.html").read_text()
        _, out, _ = helpers.run("parameters", "--json")
        for row in json.loads(out):
            self.assertIn(f"<td>{row['key']}</td>", page)

    def test_every_command_is_explained(self):
        page = (self.site / "docs/commands.html").read_text()
        _, out, _ = helpers.run("--help")
        for name in re.findall(r"(?m)^  (\w+) ", out.split("Subcommands:")[1]):
            self.assertIn(f"rangifer {name}", page)


if __name__ == "__main__":
    unittest.main()
