#!/usr/bin/python3
"""The scenarios of inputs/scenarios/: each can be run, is listed, and does what its head says, in a small run."""
import csv
import re
import tomllib
import unittest

import helpers

try:
    import numpy as np
    import xarray as xr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-numpy python3-xarray")

FOLDER = helpers.SOURCE / "inputs/scenarios"
SCENARIOS = sorted(FOLDER.glob("*.toml"))
CHANGES = helpers.SOURCE / "inputs/porcupine/climate_changes.csv"
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
OWN_DAYS = {"held_out_weather"}  # its weather is of other years
# Two springs, coarse cells, few agents: some seconds a run.
SMALL = ["grid.cell=10000", "herd.porcupine.animals_per_agent=500", "run.first_day=2005-01-01", "run.last_day=2006-08-31",
         "output.tracks=1"]
FOLDER_OF_RESULTS = helpers.temporary_folder()


def read(path):
    return tomllib.loads(path.read_text())


def absent_files(path):
    """Files that a scenario and its parents name and that have not been made."""
    scenario = read(path)
    named = [path.parent / layer[key] for layer in scenario.get("layer", []) for key in ("file", "delta") if key in layer]
    absent = [str(file.resolve().relative_to(helpers.SOURCE.resolve())) for file in named if not file.exists()]
    return sorted(set(absent + helpers.absent_inputs()))


def changes():
    with open(CHANGES, newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


class Files(unittest.TestCase):
    def test_each_can_be_run(self):
        for path in SCENARIOS:
            with self.subTest(path.stem):
                if absent := absent_files(path):
                    print(f"skipped {path.stem}: run ./quickstart first; not made yet: {', '.join(absent)}")
                    continue
                code, out, said = helpers.run("check", path, "--set", "grid.cell=10000")
                self.assertEqual(code, 0, said)
                self.assertIn("in order", out)
                self.assertNotRegex(out, r"(?m)^ +\w+ \((changes|factors)\)\S")

    def test_each_says_what_it_is_and_takes_its_days_from_the_baseline(self):
        for path in SCENARIOS:
            with self.subTest(path.stem):
                scenario = read(path)
                self.assertTrue(path.read_text().startswith("# "))
                self.assertEqual(scenario["extends"], "../porcupine/baseline.toml")
                if path.stem not in OWN_DAYS:
                    self.assertFalse({"first_day", "last_day"} & scenario.get("run", {}).keys())

    def test_each_stands_in_the_table(self):
        page = (helpers.SOURCE / "inputs/README.md").read_text()
        for path in SCENARIOS:
            with self.subTest(path.stem):
                self.assertTrue(f"`{path.stem}`" in page, f"{path.stem} is not in inputs/README.md")

    def test_temperatures_change_together(self):
        for path in SCENARIOS:
            layers = {layer["role"]: {key: layer.get(key) for key in ("delta", "delta_variable", "offset")}
                      for layer in read(path).get("layer", []) if "delta" in layer or "offset" in layer}
            with self.subTest(path.stem):
                kinds = [layers.get(role) for role in ("temperature", "temperature_min", "temperature_max")]
                self.assertEqual(kinds[0], kinds[1])
                self.assertEqual(kinds[0], kinds[2])


class Changes(unittest.TestCase):
    """climate_changes.csv, which inputs/prepare turns into change_NAME.nc."""

    def test_each_row_is_used_by_the_scenario_of_its_name(self):
        for row in changes():
            with self.subTest(row["scenario"], variable=row["variable"]):
                layers = [layer for layer in read(FOLDER / f"{row['scenario']}.toml")["layer"]
                          if layer["delta_variable"] == row["variable"]]
                self.assertTrue(layers)
                for layer in layers:
                    self.assertEqual(layer["delta"], f"../porcupine/change_{row['scenario']}.nc")
                    self.assertEqual(layer.get("delta_method", "add"), "add" if row["variable"] == "tas" else "multiply")

    def test_each_row_says_what_it_rests_on(self):
        for row in changes():
            with self.subTest(row["scenario"], variable=row["variable"]):
                self.assertRegex(row["evidence"], r"^(V|D|E|M (high|med|low))$")
                self.assertGreater(len(row["source"]), 10)
                self.assertEqual(len([float(row[month]) for month in MONTHS]), 12)

    def test_springs_leave_the_rest_of_the_year_alone(self):
        for row in changes():
            if re.fullmatch("(early|late)_spring", row["scenario"]):
                self.assertEqual([float(row[month]) for month in MONTHS if month not in ("apr", "may", "jun")], [0] * 9)


class Results(unittest.TestCase):
    """Small runs of two years: signs and rough sizes."""

    def setUp(self):
        if absent := helpers.absent_inputs():
            self.skipTest(f"run ./quickstart first; not made yet: {', '.join(absent)}")

    def made(self, name):
        """Path of the small result of a scenario; the test is skipped where its inputs are not there."""
        path = helpers.BASELINE if name == "baseline" else FOLDER / f"{name}.toml"
        if absent := absent_files(path):
            self.skipTest(f"run ./quickstart first; not made yet: {', '.join(absent)}")
        out = FOLDER_OF_RESULTS / f"{name}.h5"
        if not out.exists():
            code, _, said = helpers.run("run", "-q", path, "-o", out, *helpers.settings(SMALL))
            self.assertEqual(code, 0, said)
        return out

    def maps(self, name):
        with xr.open_dataset(self.made(name), group="map") as file:
            return file.load()

    def snow_free_shift(self, name):
        """Days by which snow goes later than in the baseline, where its cows calve."""
        before, after = self.maps("baseline"), self.maps(name)
        shift = (after.snow_free_doy - before.snow_free_doy).where(before.births > 0)
        return float(shift.weighted(before.births.where(shift.notnull(), 0)).mean())

    def insects(self, name, which):
        """Hours in the summer range: where the baseline's animals are while insects fly."""
        use = self.maps("baseline").use.isel(herd=0)
        summer = use.sel(season=use.season.isin([i for i, s in enumerate(self.maps("baseline").season_name.values)
                                                 if str(s) in ("early_summer", "mid_summer")])).sum("season")
        hours = self.maps(name)[which].mean("year")
        return float(hours.weighted(summer.where(hours.notnull(), 0)).mean())

    def test_springs_are_early_and_late(self):
        self.assertLess(abs(self.snow_free_shift("early_spring") + 12), 5)
        self.assertLess(abs(self.snow_free_shift("late_spring") - 12), 5)

    def test_insects_fly_for_longer_in_hot_calm_summers(self):
        for which in ("mosquito_hours", "oestrid_hours"):
            self.assertGreater(self.insects("hot_insect_summers", which), 1.3 * self.insects("baseline", which))
        self.assertLess(abs(self.snow_free_shift("hot_insect_summers")), 3)

    def test_warming_brings_the_melt_forward_the_more_the_later(self):
        soon, late = self.snow_free_shift("warm_2050s"), self.snow_free_shift("warm_2080s")
        self.assertLess(soon, -3)
        self.assertLess(late, soon - 3)
        self.assertGreater(late, -30)

    def test_ice_takes_fat_and_leaves_the_snow(self):
        self.assertEqual(self.snow_free_shift("icing_winters"), 0)
        spring = {}
        for name in ("baseline", "icing_winters"):
            with xr.open_dataset(self.made(name), group="herd") as herd:
                spring[name] = float(herd.cow_fat.where(herd.time.dt.month == 5).mean())
        self.assertLess(spring["icing_winters"], spring["baseline"])


class Pairs(unittest.TestCase):
    """What a change makes of single days, in the fields that the model sees."""

    def setUp(self):
        if absent := helpers.absent_inputs():
            self.skipTest(f"run ./quickstart first; not made yet: {', '.join(absent)}")

    def fields(self, path):
        if absent := absent_files(path):
            self.skipTest(f"run ./quickstart first; not made yet: {', '.join(absent)}")
        out = FOLDER_OF_RESULTS / f"{path.stem}.nc"
        if not out.exists():
            code, _, said = helpers.run("fields", "-q", path, "-o", out, *helpers.settings(
                ["grid.cell=20000", "run.first_day=2005-01-15", "run.last_day=2005-07-20", "run.snow_lead=0"]))
            self.assertEqual(code, 0, said)
        return xr.open_dataset(out)

    def change(self, name, day, what):
        with self.fields(FOLDER / f"{name}.toml") as after, self.fields(helpers.BASELINE) as before:
            return (after[what] - before[what]).sel(time=day).squeeze().load()

    def test_springs_differ_in_spring_alone(self):
        for name, may in (("early_spring", 4.4), ("late_spring", -4.2)):
            for what in ("temperature", "temperature_min", "temperature_max"):
                self.assertAlmostEqual(float(self.change(name, "2005-05-16", what).mean()), may, delta=0.1)
                for day in ("2005-03-10", "2005-07-20"):
                    self.assertEqual(float(np.abs(self.change(name, day, what)).max()), 0)

    def test_winters_warm_more_than_summers(self):
        for name, winter, summer in (("warm_2050s", 5.4, 2.2), ("warm_2080s", 10.8, 4.4)):
            january, july = (self.change(name, day, "temperature") for day in ("2005-01-16", "2005-07-16"))
            self.assertAlmostEqual(float(january.max()), winter, delta=0.1)
            self.assertLess(float(july.max()), summer + 0.3)
            self.assertGreater(float(january.min()), 1.5 * float(july.max()))


if __name__ == "__main__":
    unittest.main()
