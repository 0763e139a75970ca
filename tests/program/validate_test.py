#!/usr/bin/env python3
"""`rangifer validate`: its numbers are those that Python reads off the same result, and a bad file is refused."""
import csv
import json
import pathlib
import shutil
import subprocess
import sys
import unittest

import h5py
import numpy as np
import xarray as xr

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
            "grid.cell=4000", "herd.porcupine.animals_per_agent=250", "run.first_day=2005-01-01",
            "run.last_day=2007-12-31"]))
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

    def test_17(self):
        """Ranges of one winter and the next, of summers, on blocks as wide as the kernel's standard deviation."""
        overlap = patterns.range_overlaps(self.path)
        self.same(17, np.mean(overlap["summer"]) / np.mean(overlap["winter"]))
        self.same(17, np.mean(overlap["summer"]), row=1)
        self.same(17, np.mean(overlap["winter"]), row=2)

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


def made_up_result():
    """Result of a year of the made-up world."""
    path = FOLDER / "good.h5"
    if not path.exists():
        code, _, said = helpers.run("run", "-q", helpers.World().scenario, "-o", path)
        assert code == 0, said
    return path


def put(file, name, values, *dimensions, **attributes):
    """Writes a variable as the program would, in place of one that is there."""
    if name in file:
        del file[name]
    file[name] = np.asarray(values)
    file[name].attrs.update(attributes)
    for axis, dimension in enumerate(dimensions):
        file[name].dims[axis].attach_scale(file[dimension])


class Condition(unittest.TestCase):
    """Energy, masses and wolves: a year of the made-up world to which Python adds what a body and its wolves do."""

    @classmethod
    def setUpClass(cls):
        cls.path = FOLDER / "bodies.h5"
        shutil.copy(made_up_result(), cls.path)
        with h5py.File(cls.path, "r+") as file:
            days = file["herd/time"].size
            doy = np.arange(days) + 1  # from 1 January 2005
            month = (np.datetime64("2005-01-01") + np.arange(days)).astype("datetime64[M]").astype(int) % 12 + 1
            need = np.array([21, 21, 21, 24, 24, 29, 38, 36, 34, 32, 21, 21.0])[month - 1]
            for name, values in (("cow_mass", 76 + 0.1 * abs(doy - 175)), ("cow_need", need), ("cow_fat", 0 * doy + 8.0),
                                 ("bulls_on_plain", np.where(doy < 180, 0.1, 0.8))):
                put(file, f"herd/{name}", values[:, None], "herd/time", "herd/herd")
            causes = bytes(file["herd/cause"].attrs["flag_meanings"]).split()
            lost = file["herd/lost"][:]
            if b"wolves" not in causes:
                causes.append(b"wolves")
                lost = np.concatenate([lost, np.zeros((*lost.shape[:2], 1), lost.dtype)], axis=2)
                put(file, "herd/cause", np.arange(len(causes), dtype="i1"), flag_meanings=np.bytes_(b" ".join(causes)))
            lost[:, 0, causes.index(b"wolves")] = 2
            put(file, "herd/lost", lost)
            alive = file["herd/alive"][:, 0, :]
            cls.wolves = 100 * 2 * days / alive[:, :3].sum(axis=1).mean() * alive.sum(axis=1).mean() / 135000
            for name, values in (("autumn_cow_mass", 89.0), ("autumn_mass_pregnant", 91), ("autumn_mass_barren", 84),
                                 ("parturition_adult", 0.8), ("parturition_two_year", 0.1)):
                put(file, f"impact/{name}", np.full((1, 1), values, "f8"), "impact/year", "impact/herd")
            births = file["calving/time"].size
            for name, values in (("birth_mass", 6.5), ("mass_28d", 17.7), ("mass_42d", 21.9)):
                column = np.full(births, values)
                column[::3] = np.nan  # dead
                put(file, f"calving/{name}", column)
        cls.rows = {}
        for row in sheet(cls.path):
            cls.rows.setdefault(row["number"], []).append(row)

    def expect(self, number, *values):
        """The rows of a pattern hold these; None where the year cannot tell."""
        rows = self.rows[number]
        self.assertEqual(len(rows), len(values))
        for row, value in zip(rows, values):
            with self.subTest(row["pattern"]):
                if value is None:
                    self.assertIn("needs", row["needs"] or "")
                else:
                    self.assertIsNone(row["needs"])
                    self.assertAlmostEqual(row["simulated"], value, 5)

    def test_what_the_variables_say(self):
        self.expect(15, 180)
        self.expect(20, 0.8, 0.1)
        self.expect(21, 89, 7)
        self.expect(22, None, None, 175)  # no May after the October
        self.expect(23, 21, (30 * 29 + 31 * 38 + 31 * 36) / 92, 38 / 36)
        self.expect(24, 0.4, 0.1)
        self.expect(30, self.wolves)

    def test_a_result_without_them_says_what_it_lacks(self):
        old = FOLDER / "old.h5"
        shutil.copy(self.path, old)
        with h5py.File(old, "r+") as file:
            for name in ("herd/cow_mass", "herd/cow_need", "herd/bulls_on_plain", "impact/parturition_adult",
                         "impact/autumn_cow_mass", "calving/mass_28d"):
                del file[name]
        lacking = {row["needs"] for row in sheet(old) if row["needs"]}
        for wanted in ("needs herd/cow_mass, from March to September", "needs herd/cow_need, and a whole year",
                       "needs herd/bulls_on_plain, and days from April to August",
                       "needs impact/autumn_cow_mass, and an October", "needs calving/mass_28d and mass_42d"):
            self.assertIn(wanted, lacking)
        self.assertTrue(any(needs.startswith("needs the mothers' ages; cows of 2 years and more") for needs in lacking))

    def test_a_length_that_does_not_fit(self):
        short = FOLDER / "short.h5"
        shutil.copy(self.path, short)
        with h5py.File(short, "r+") as file:
            put(file, "herd/cow_need", np.zeros((3, 1)))
        code, _, said = helpers.run("validate", short)
        self.assertEqual(code, 2)
        self.assertIn("herd/cow_need holds 3 values, expected 365", said)


class SheetInHdf5(unittest.TestCase):
    """`--h5`: the sheet as a group of its own, read by the tools that read results."""

    def setUp(self):
        self.run_file = FOLDER / "scored.h5"
        shutil.copy(made_up_result(), self.run_file)

    def same_as_json(self, path, told):
        for engine in ("netcdf4", "h5netcdf"):
            with xr.open_dataset(path, group="validation", engine=engine) as data:
                self.assertEqual(set(data.variables), set(told[0]) | {"unit"})
                self.assertEqual(data.verdict.dtype, np.int8)
                words = data.verdict.attrs["flag_meanings"].split()
                self.assertEqual(list(data.verdict.attrs["flag_values"]), [0, 1, 2, 3])
                for i, row in enumerate(told):
                    for name in ("simulated", "band_low", "band_high", "low_95", "high_95"):
                        value = float(data[name][i])
                        if row[name] is None:
                            self.assertFalse(np.isfinite(value))
                        else:
                            np.testing.assert_allclose(value, row[name], rtol=1e-8)  # JSON has 10 digits
                    for name in ("pattern", "observed", "unit", "needs", "source", "number", "n"):
                        self.assertEqual(data[name].values[i], "" if row[name] is None else row[name])
                    self.assertEqual(words[int(data.verdict[i])], row["verdict"].replace(" ", "_"))
                    self.assertEqual(bool(data.weak[i]), row["weak"])

    def test_added_to_a_run_and_written_anew(self):
        def contents():
            with h5py.File(self.run_file, "r") as file:
                found = {}
                file.visititems(lambda name, item: found.__setitem__(name, item[()].tolist() if isinstance(
                    item, h5py.Dataset) else sorted(item.attrs)) if not name.startswith("validation") else None)
                return str(found)
        before, mode = contents(), self.run_file.stat().st_mode
        told = sheet(self.run_file, "--h5", self.run_file)
        self.same_as_json(self.run_file, told)
        self.assertEqual(contents(), before)
        first = self.run_file.read_bytes()
        self.assertEqual(sheet(self.run_file, "--h5", self.run_file), told)  # in place of the first
        self.same_as_json(self.run_file, told)
        self.assertEqual(contents(), before)
        self.assertLess(len(self.run_file.read_bytes()), 1.2 * len(first))
        self.assertEqual(self.run_file.stat().st_mode, mode)
        self.assertFalse(pathlib.Path(f"{self.run_file}.partial").exists())
        with xr.open_dataset(self.run_file, group="herd") as herd:
            self.assertEqual(herd.sizes["time"], 365)

    def test_in_a_file_of_its_own(self):
        path = FOLDER / "sheet.h5"
        for _ in range(2):  # the second over the first
            self.same_as_json(path, sheet(self.run_file, "--h5", path))
        with h5py.File(path, "r") as file:
            self.assertEqual(list(file), ["validation"])
            attributes = {k: v.decode() for k, v in file["validation"].attrs.items()}
            self.assertEqual(attributes["runs"], str(self.run_file))
            self.assertIn(attributes["version"], helpers.run("--version")[1])

    def test_ncdump_reads_it(self):
        if shutil.which("ncdump") is None:
            self.skipTest("ncdump is not installed")
        sheet(self.run_file, "--h5", self.run_file)
        done = subprocess.run(["ncdump", "-h", self.run_file], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("group: validation", done.stdout)
        self.assertIn("byte verdict(row)", done.stdout)

    def test_another_file_is_left_alone(self):
        (FOLDER / "thesis.h5").write_text("years of work")
        other = FOLDER / "other_run.h5"
        shutil.copy(self.run_file, other)
        for path in (FOLDER / "thesis.h5", other):
            before = path.read_bytes()
            code, out, said = helpers.run("validate", self.run_file, "--h5", path)
            self.assertEqual((code, out), (2, ""))
            self.assertIn(f"{path}: is there already, and is neither one of the runs named nor a score sheet", said)
            self.assertEqual(path.read_bytes(), before)
        same = FOLDER / "both"
        self.assertIn("is the CSV file too", helpers.run("validate", self.run_file, "--csv", same, "--h5", same)[2])


class Refused(unittest.TestCase):
    """On the result of a made-up world, spoilt in one way each."""

    @classmethod
    def setUpClass(cls):
        cls.good = made_up_result()

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
