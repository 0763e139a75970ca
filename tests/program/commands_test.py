#!/usr/bin/python3
"""Each command explains itself and does what it says; model/ODD.md knows every parameter.

RANGIFER_WRITE_ODD=1 writes the tables of model/ODD.md anew from `rangifer parameters --markdown`.
"""
import json
import os
import re
import shutil
import subprocess
import unittest

import helpers

try:
    import netCDF4  # noqa: F401
    from osgeo import gdal  # noqa: F401
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-netcdf4 python3-gdal")

COMMANDS = ("run", "check", "inspect", "weather", "report", "collect", "sensitivity", "calibrate", "submit", "status", "parameters")
ODD = helpers.SOURCE / "model/ODD.md"
BEGIN, END = "<!-- parameters: begin -->", "<!-- parameters: end -->"


def said(*arguments):
    code, out, err = helpers.run(*arguments)
    if code != 0:
        raise AssertionError(f"{arguments}: exit code {code}\n{err}")
    return out


def keys_in_markdown(text):
    """(table, key) of every row below the headings of the tables."""
    found, table = [], None
    for line in text.splitlines():
        if heading := re.fullmatch(r"#+ \[(.+)\]", line):
            table = heading[1]
        elif line.startswith("#"):
            table = None
        elif table and (row := re.match(r"\| (\w+) \|", line)) and row[1] != "key":
            found.append((table, row[1]))
    return found


def rows():
    return json.loads(said("parameters", "--json"))


class Help(unittest.TestCase):
    def test_the_program(self):
        text = said("--help")
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command} +\w+")
        self.assertIn("Start with: rangifer check inputs/porcupine/baseline.toml", text)
        self.assertIn("Exit codes: 0 done, 1 a failure of the run, 2 wrong usage or input, 75 stopped by a signal", text)

    def test_each_command(self):
        for command, options in (("run", ("--set", "--output", "--threads", "--replicate", "--member", "--quiet")),
                                 ("check", ("--set",)),
                                 ("inspect", ("--variable", "--select", "--at", "--box", "--time", "--record", "--series",
                                              "--nearest", "--units", "--role", "--scenario", "--json")),
                                 ("weather", ("--set", "--output", "--quiet")),
                                 ("report", ("--output",)),
                                 ("collect", ("--output", "--copy", "--fill", "--check")),
                                 ("sensitivity", ("--set", "--keys", "--keys-file", "--output", "--herd", "--trajectories",
                                                  "--levels", "--years", "--replicates", "--seed", "--jobs", "--threads",
                                                  "--folder", "--keep-results", "--quiet")),
                                 ("calibrate", ("--set", "--keys", "--keys-file", "--samples", "--report", "--final-set")),
                                 ("submit", ("--now", "--output", "--local", "--jobs", "--threads")),
                                 ("status", ("--json",)),
                                 ("parameters", ("--markdown", "--json", "--ensemble"))):
            with self.subTest(command=command):
                text = said(command, "--help")
                for option in options + ("--help",):
                    self.assertIn(option, text)
                if command not in ("inspect", "report", "collect", "submit", "status", "parameters"):
                    self.assertIn("scenario file (TOML), such as inputs/porcupine/baseline.toml", text)

    def test_version(self):
        self.assertRegex(said("--version"), r"^\d+\.\d+\.\d+\n$")


class Parameters(unittest.TestCase):
    def test_each_row_says_what_it_is(self):
        for row in rows():
            with self.subTest(key=f"[{row['table']}] {row['key']}"):
                self.assertEqual(set(row), {"table", "key", "type", "unit", "low", "high", "default", "evidence", "source",
                                            "meaning"})
                self.assertTrue(row["meaning"])
                self.assertRegex(row["evidence"], r"^(V|M high|M med|M low|D|E|-)$")
                if row["evidence"][0] in "VD":
                    self.assertTrue(row["source"], "what was read or derived has a source")
                if row["type"] in ("number", "whole number"):
                    self.assertTrue(row["unit"])
                    self.assertLess(row["low"], row["high"])
                    if row["default"] != "required":
                        self.assertLessEqual(row["low"], float(row["default"]))
                        self.assertLessEqual(float(row["default"]), row["high"])

    def test_no_key_twice(self):
        keys = [(row["table"], row["key"]) for row in rows()]
        self.assertEqual(len(keys), len(set(keys)))
        self.assertGreater(len(keys), 200)

    def test_the_three_pages_list_the_same_keys(self):
        keys = [(row["table"], row["key"]) for row in rows()]
        self.assertEqual(keys_in_markdown(said("parameters", "--markdown")), keys)
        text, table, listed = said("parameters"), None, []
        for line in text.splitlines():
            if heading := re.fullmatch(r"\[(.+)\]", line):
                table = heading[1]
            elif key := re.match(r"  (\w+) ", line):
                listed.append((table, key[1]))
        self.assertEqual(listed, keys)

    def test_the_odd_protocol_lists_the_same_parameters(self):
        """Row by row, defaults and sources too: a page that is a calibration behind tells a wrong number."""
        page = ODD.read_text()
        self.assertIn(BEGIN, page)
        self.assertIn(END, page)
        before, rest = page.split(BEGIN)
        table, after = rest.split(END)
        made = said("parameters", "--markdown").split("\n", 2)[2].replace("\n## ", "\n### ")
        if os.environ.get("RANGIFER_WRITE_ODD"):
            table = f"\n{made}\n"
            ODD.write_text(before + BEGIN + table + END + after)
        self.assertEqual(keys_in_markdown(table), [(row["table"], row["key"]) for row in rows()])
        self.assertEqual(table.strip().splitlines(), made.strip().splitlines(),
                         "RANGIFER_WRITE_ODD=1 tests/program/commands_test.py writes the tables anew")


class Filter(unittest.TestCase):
    def heads(self, filter):
        return re.findall(r"(?m)^\[(.+)\]$", said("parameters", filter))

    def test_a_table(self):
        self.assertEqual(self.heads("development"), ["[development]"])
        self.assertEqual(self.heads("[[development]]"), ["[development]"])
        self.assertEqual(self.heads("movement.winter"), ["movement.winter"])
        self.assertEqual(len(self.heads("movement")), 11)
        out = said("parameters", "development")
        self.assertIn("Keys of a scenario that fit development.", out)
        self.assertIn("  reach ", out)

    def test_a_key(self):
        self.assertEqual(self.heads("offset_by_month"), ["[layer]"])
        self.assertNotIn("  variable ", said("parameters", "offset_by_month"))
        self.assertEqual(self.heads("snow.gauge_undercatch"), ["snow"])

    def test_part_of_a_name(self):
        self.assertEqual(self.heads("undercatch"), ["snow"])
        self.assertIn("| gauge_undercatch |", said("parameters", "undercatch", "--markdown"))
        self.assertEqual({row["key"] for row in json.loads(said("parameters", "undercatch", "--json"))}, {"gauge_undercatch"})


class Run(unittest.TestCase):
    def test_progress_off_a_terminal_is_plain_lines(self):
        world = helpers.World()
        code, out, err = helpers.run("run", world.scenario, "-o", world.out)
        self.assertEqual(code, 0, err)
        lines = err.splitlines()
        self.assertEqual(len(lines), 12)
        for line in lines:
            self.assertRegex(line, r"^2005-\d\d-\d\d  +\d+\.\d %  \d+ agents  [\d.]+ million agent-steps/s  \d+ s left$")
        self.assertNotRegex(err + out, r"[\r\x1b]")
        self.assertRegex(out, r"result\.h5: 2005-01-01 to 2005-12-31, 1 herd\n")

    def test_quiet_says_nothing(self):
        world = helpers.World()
        self.assertEqual(helpers.run("run", "-q", world.scenario, "-o", world.out), (0, "", ""))

    def test_a_result_of_another_run_is_told_when_it_is_replaced(self):
        world = helpers.World()
        short = ("--set", "run.last_day=2005-01-05")

        def says(*arguments):
            code, _, err = helpers.run("run", world.scenario, "-o", world.out, *short, *arguments)
            self.assertEqual(code, 0, err)
            return [line.replace(str(world.folder), "F") for line in err.splitlines() if "replaces" in line]

        self.assertEqual(says(), [])
        self.assertEqual(says(), [])
        self.assertEqual(says("--replicate", "1"), ["replaces F/result.h5, a result of a made-up herd with other parameters"])
        helpers.write_weather(world.folder / "weather.nc", lambda name, values: values + 1)
        self.assertEqual(says("--replicate", "1"), ["replaces F/result.h5, a result of a made-up herd with other inputs"])
        world.out.write_text("notes\n")
        self.assertEqual(says(), ["replaces F/result.h5, which is no result of a run"])

    def test_a_result_is_replaced_only_when_the_new_one_is_whole(self):
        world = helpers.World()
        said("run", "-q", world.scenario, "-o", world.out)
        before = world.out.read_bytes()
        helpers.write_weather(world.folder / "weather.nc", with_a_gap)
        code, _, err = helpers.run("run", "-q", world.scenario, "-o", world.out)
        self.assertEqual(code, 2, err)
        self.assertEqual(world.out.read_bytes(), before)


def with_a_gap(_, values):
    values[150] = float("nan")
    return values


class Weather(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if helpers.absent_inputs():
            raise unittest.SkipTest("run ./quickstart first")
        cls.folder = helpers.temporary_folder()
        cls.file = cls.make("weather.nc")

    @classmethod
    def make(cls, name, *settings):
        path = cls.folder / name
        said("weather", helpers.BASELINE, "-q", "-o", path, *helpers.settings(("weather.years=1",) + settings))
        return path

    def test_the_same_choices_make_the_same_bytes(self):
        self.assertEqual(self.file.read_bytes(), self.make("again.nc").read_bytes())

    def test_another_seed_makes_other_weather(self):
        self.assertNotEqual(self.file.read_bytes(), self.make("other.nc", "weather.seed=2").read_bytes())

    def test_it_says_what_it_made(self):
        out = said("weather", helpers.BASELINE, "-o", self.folder / "said.nc", "--set", "weather.years=1")
        self.assertRegex(out, r"said\.nc: 1 year of daily weather from \d{4}, seed \d+\n")

    def test_xarray_opens_it(self):
        try:
            import xarray as xr
        except ImportError as problem:
            self.skipTest(f"{problem}: install python3-xarray")
        with xr.open_dataset(self.file) as data:
            self.assertEqual(data.attrs["Conventions"], "CF-1.10")
            self.assertIn("Synthetic", data.attrs["comment"])
            self.assertEqual(data.time.dtype.kind, "M")
            for name, standard_name, units in (("tas", "air_temperature", "degC"), ("tasmin", "air_temperature", "degC"),
                                               ("tasmax", "air_temperature", "degC"), ("wind_speed", "wind_speed", "m s-1"),
                                               ("pr", "lwe_precipitation_rate", "mm day-1")):
                with self.subTest(variable=name):
                    variable = data[name]
                    self.assertEqual(variable.dims, ("time", "y", "x"))
                    self.assertEqual(variable.attrs["standard_name"], standard_name)
                    self.assertEqual(variable.attrs["units"], units)
                    self.assertTrue(variable.attrs["long_name"])
                    self.assertTrue(variable.attrs["cell_methods"].startswith("time: "))
                    self.assertEqual(variable.attrs.get("grid_mapping") or variable.encoding["grid_mapping"], "crs")
                    self.assertFalse(variable.isnull().any())
            self.assertTrue((data.tasmin < data.tas).all() and (data.tas < data.tasmax).all())
            self.assertEqual(data.crs.attrs["grid_mapping_name"], "lambert_azimuthal_equal_area")

    def test_cdo_opens_it(self):
        if shutil.which("cdo") is None:
            self.skipTest("cdo is not installed")
        done = subprocess.run(["cdo", "-s", "sinfon", str(self.file)], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("Warning", done.stdout + done.stderr)
        self.assertIn("mapping : lambert_azimuthal_equal_area", done.stdout)
        for name in ("tas", "tasmin", "tasmax", "pr", "wind_speed"):
            self.assertRegex(done.stdout, rf": {name} ")


if __name__ == "__main__":
    unittest.main()
