#!/usr/bin/env python3
"""`rangifer validate`: its numbers are those that Python reads off the same result, and a bad file is refused."""
import csv
import json
import pathlib
import shutil
import sys
import unittest

import h5py
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import helpers  # noqa: E402
import patterns  # noqa: E402

FOLDER = helpers.temporary_folder()
HALF = 0.5


def sheet(*arguments):
    code, out, said = helpers.run("validate", *arguments, "--json")
    assert code == 0, said
    return json.loads(out)


class AgainstPython(unittest.TestCase):
    """Three years in coarse cells: an early, a normal and a late spring."""

    @classmethod
    def setUpClass(cls):
        if absent := helpers.absent_inputs():
            raise unittest.SkipTest(f"not made yet: {', '.join(absent)}")
        cls.path = str(FOLDER / "three_years.h5")
        code, _, said = helpers.run("run", helpers.BASELINE, "-q", "-o", cls.path, *helpers.settings([
            "grid.cell=4000", "herd.porcupine.animals_per_agent=250", "run.first_day=2001-01-01",
            "run.last_day=2003-12-31"]))
        assert code == 0, said
        cls.rows = sheet(cls.path)
        cls.calving = patterns.calving_by_year(cls.path)
        cls.snow_free = patterns.spring_by_year(cls.path)
        cls.late_by = (cls.snow_free - cls.snow_free.mean()) / cls.snow_free.std()

    def same(self, number, expected, row=0, places=6):
        """The row-th row of a pattern holds the expected number."""
        found = [r for r in self.rows if r["number"] == number][row]
        print(number, found["pattern"], found["simulated"], float(expected))
        self.assertAlmostEqual(found["simulated"], float(expected), places)

    def test_1(self):
        self.same(1, self.calving.median_doy.mean())
        self.same(1, self.calving.span80_d.max(), row=1)

    def test_3(self):
        self.same(3, self.calving.in_belt[self.late_by.index[abs(self.late_by) <= HALF]].mean())

    def test_4(self):
        self.same(4, np.corrcoef(self.snow_free, self.calving.lon)[0, 1], places=4)  # Python's maps are float32

    def test_5(self):
        births = patterns.births(self.path)
        births["short"] = (births.lon > patterns.BORDER) | (births.lat <= patterns.NORTH_OF)
        late = births[births.year.isin(self.late_by.index[self.late_by > HALF])]
        self.same(5, np.mean([np.average(b.short, weights=b.animals) for _, b in late.groupby("year")]))

    def test_8(self):
        self.same(8, np.median(list(patterns.plain_arrival_by_year(self.path).values())))

    def test_9(self):
        rates = patterns.daily_rates(self.path)
        self.same(9, min(rates["july"] / rates["spring"], rates["spring"] / rates["winter"]))

    def test_14(self):
        trips = patterns.round_trips(self.path)
        self.same(14, trips.mean(), places=2)
        self.same(14, trips.max(), row=1, places=2)

    def test_16(self):
        fall = patterns.fall_by_year(self.path)
        self.same(16, fall.fall_start.median())
        self.same(16, fall.deep_taiga.median(), row=1)

    def test_the_same_sheet_each_time(self):
        self.assertEqual(self.rows, sheet(self.path))

    def test_table_and_csv(self):
        code, table, said = helpers.run("validate", self.path, "--csv", FOLDER / "sheet.csv")
        self.assertEqual((code, said), (0, ""))
        self.assertLessEqual(max(map(len, table.splitlines()[1:])), 120)
        with open(FOLDER / "sheet.csv", newline="") as file:
            written = list(csv.DictReader(file))
        self.assertEqual([r["pattern"] for r in written], [r["pattern"] for r in self.rows])
        for row, told in zip(written, self.rows):
            self.assertEqual(row["verdict"], told["verdict"])
            self.assertEqual(row["simulated"] == "", told["simulated"] is None)
            self.assertEqual(row["verdict"] == "not scored", row["needs"].startswith("needs"))
            self.assertIn(row["pattern"], table)

    def test_a_replicate_adds_its_years(self):
        copy = FOLDER / "copy.h5"
        shutil.copy(self.path, copy)
        both = sheet(self.path, copy)
        self.assertEqual([r["n"] for r in both if r["number"] == 1], [6, 6])


class Refused(unittest.TestCase):
    """On the result of a made-up world, spoilt in one way each."""

    @classmethod
    def setUpClass(cls):
        world = helpers.World()
        cls.good = FOLDER / "good.h5"
        code, _, said = helpers.run("run", "-q", world.scenario, "-o", cls.good)
        assert code == 0, said

    def refused(self, *arguments):
        code, out, said = helpers.run("validate", *arguments)
        self.assertEqual((code, out), (2, ""), said)
        self.assertNotIn("HDF5-DIAG", said)
        return said

    def spoilt(self, change):
        path = FOLDER / "spoilt.h5"
        shutil.copy(self.good, path)
        with h5py.File(path, "r+") as file:
            change(file)
        return self.refused(path)

    def test_a_small_run_without_regions_is_scored(self):
        rows = {r["pattern"]: r for r in sheet(self.good)}
        self.assertEqual(rows["peak of calving, median day"]["n"], 1)
        self.assertEqual(rows["winter rate, 1-h fixes"]["needs"], "needs hourly steps in winter")

    def test_no_file(self):
        self.assertIn("nobody.h5: no such file", self.refused(FOLDER / "nobody.h5"))
        self.assertIn("is a folder", self.refused(FOLDER))
        self.assertIn("runs is required", self.refused())

    def test_not_a_result(self):
        (FOLDER / "text.h5").write_text("not HDF5")
        self.assertIn("text.h5: not an HDF5 file, or a broken one", self.refused(FOLDER / "text.h5"))
        with h5py.File(FOLDER / "other.h5", "w") as file:
            file["x"] = [1.0]
        self.assertIn("other.h5: not a result of rangifer run", self.refused(FOLDER / "other.h5"))

    def test_half_a_file(self):
        whole = self.good.read_bytes()
        (FOLDER / "half.h5").write_bytes(whole[:len(whole) // 2])
        self.assertIn("half.h5: not an HDF5 file, or a broken one", self.refused(FOLDER / "half.h5"))

    def test_another_version(self):
        said = self.spoilt(lambda file: file.attrs.modify("format_version", 7))
        self.assertIn("spoilt.h5: format version 7, but this program reads version 1", said)

    def test_a_missing_group(self):
        for name in ("calving", "herd", "map", "impact"):
            with self.subTest(name):
                said = self.spoilt(lambda file: file.__delitem__(name))
                self.assertIn(f"spoilt.h5: has no {name}/", said)

    def test_lengths_that_do_not_fit(self):
        def shorter(file):
            del file["herd/cow_distance"]
            file["herd/cow_distance"] = np.zeros((3, 1))
        self.assertIn("herd/cow_distance holds 3 values, expected 365", self.spoilt(shorter))

    def test_names_that_do_not_fit(self):
        said = self.spoilt(lambda file: file["herd/cohort"].attrs.__setitem__("flag_meanings", np.bytes_("cow bull")))
        self.assertIn("herd/cohort has 2 names for 4 numbers", said)

    def test_days_that_no_calendar_holds(self):
        def never(file):
            file["herd/time"][0] = np.nan
        self.assertIn("herd/time holds nan, expected days since 1970", self.spoilt(never))

    def test_the_same_run_twice_and_a_sheet_over_it(self):
        self.assertIn("given twice", self.refused(self.good, self.good))
        self.assertIn("is a result that was to be read", self.refused(self.good, "--csv", self.good))
        self.assertIn("cannot be written", self.refused(self.good, "--csv", FOLDER / "no" / "sheet.csv"))


if __name__ == "__main__":
    unittest.main()
