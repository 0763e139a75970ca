"""Times of every calendar and unit against cftime, and which record a day of the model takes."""
import datetime
import os
import pathlib
import random
import subprocess
import unittest
import warnings

from helpers import PROGRAM, skip_all

try:
    import cftime
except ImportError as problem:
    skip_all(f"{problem}: install python3-cftime")

TOOL = pathlib.Path(os.environ.get("DECODE_TIMES_TOOL") or PROGRAM.parent / "tests/decode_times_tool")
if not TOOL.exists():
    skip_all(f"no {TOOL}: build the target decode_times_tool")

CALENDARS = ["standard", "gregorian", "proleptic_gregorian", "julian", "noleap", "365_day", "all_leap", "366_day",
             "360_day"]
UNITS = {"days": 86400.0, "hours": 3600.0, "minutes": 60.0, "seconds": 1.0, "milliseconds": 1e-3, "microseconds": 1e-6}
COUNT = 10000
FIRST, LAST = datetime.date(2000, 1, 1), datetime.date(2004, 12, 31)


def ask(lines):
    """The tool's answers, one a line."""
    done = subprocess.run([str(TOOL)], input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        raise AssertionError(f"{TOOL} ended with {done.returncode}: {done.stderr}")
    return done.stdout.splitlines()


def microseconds(time):
    return ((time.hour * 60 + time.minute) * 60 + time.second) * 1000000 + time.microsecond


def off_by_us(answer, time):
    """How far apart the tool's answer and cftime's are, where they may fall on two sides of midnight."""
    year, month, day, second = answer.split()
    day_us = 86400 * 1000000
    ours, theirs = round(float(second) * 1e6), microseconds(time)
    if (int(year), int(month), int(day)) == (time.year, time.month, time.day):
        return abs(ours - theirs)
    at_midnight = cftime.datetime(int(year), int(month), int(day), calendar=time.calendar,
                                  has_year_zero=time.has_year_zero)
    days = (at_midnight - time.replace(hour=0, minute=0, second=0, microsecond=0)).days
    return abs(days * day_us + ours - theirs)


class Times(unittest.TestCase):
    def compare(self, calendar, units, values, reference, slack_us=1):
        text = f"{units} since {reference}"
        answers = ask(f"time\t{calendar}\t{text}\t{value!r}" for value in values)
        self.assertEqual(len(answers), len(values))
        times = cftime.num2date(values, text, calendar, only_use_cftime_datetimes=True)
        for value, answer, expected in zip(values, answers, times):
            self.assertFalse(answer.startswith("refused"), f"{value!r} {text} in {calendar}: {answer}")
            self.assertLessEqual(off_by_us(answer, expected), slack_us,
                                 f"{value!r} {text} in {calendar}: {answer}, cftime has {expected}")

    def test_times_agree_in_every_calendar_and_unit(self):
        draw = random.Random(3)
        references = ["1-1-1", "1850-01-01", "1970-01-01T00:00:00Z", "2000-2-28 18:30:00.0", "1582-10-15",
                      "1999-12-30 06:00:00 +01:00", "2000-02-28 00:00:00 -08:00", "0400-02-29"]
        for calendar in CALENDARS:
            references_here = [r for r in references if r != "0400-02-29" or calendar not in ("noleap", "365_day")]
            for unit, seconds in UNITS.items():
                done = 0
                while done < COUNT:
                    reference = draw.choice(references_here)
                    n = min(500, COUNT - done)
                    span_s = 86400 * 365 * draw.choice([1, 30, 300])
                    kind = draw.choice(["whole", "tenth", "any"])
                    values = [draw.uniform(-0.3 if reference[0] != "1" else 0, 1) * span_s / seconds for _ in range(n)]
                    if kind == "whole":
                        values = [float(round(v)) for v in values]
                    elif kind == "tenth":
                        values = [round(v, 1) for v in values]
                    # A real number of days holds some 10 us in these spans; cftime rounds on its way.
                    self.compare(calendar, unit, values, reference, slack_us=100)
                    done += n

    def test_months_and_common_years_where_cftime_has_them(self):
        draw = random.Random(4)
        months = [round(draw.uniform(-3000, 3000), draw.choice([0, 1, 6])) for _ in range(COUNT)]
        self.compare("360_day", "months", months, "1900-01-01", slack_us=100)
        years = [round(draw.uniform(-300, 300), draw.choice([0, 1, 6])) for _ in range(COUNT)]
        self.compare("noleap", "common_years", years, "1900-01-01", slack_us=100)

    def test_whole_months_are_calendar_months_everywhere(self):
        for calendar in CALENDARS:
            answers = ask(f"time\t{calendar}\tmonths since 1960-01-01\t{m}" for m in range(-100, 1000))
            expected = [f"{1960 + m // 12} {m % 12 + 1} 1 0.000000" for m in range(-100, 1000)]
            self.assertEqual(answers, expected, calendar)

    def test_year_zero_is_where_cftime_has_it(self):
        for calendar in CALENDARS:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for reference in ["0000-01-01", "-1-1-1", "1-1-1"]:
                    values = [float(v) for v in range(-800, 800, 37)]
                    try:
                        cftime.num2date(0, f"days since {reference}", calendar)
                    except ValueError:
                        answer, = ask([f"time\t{calendar}\tdays since {reference}\t0"])
                        self.assertIn("has no year 0", answer)
                        continue
                    self.compare(calendar, "days", values, reference)

    def test_dates_that_do_not_exist_are_refused_by_both(self):
        for calendar in CALENDARS:
            for date in ["2001-02-29", "2000-02-29", "1900-02-29", "2001-02-30", "2001-01-31", "1582-10-10",
                         "2001-13-01", "2001-00-10", "2001-04-31", "0000-00-00"]:
                try:
                    cftime.num2date(0, f"days since {date}", calendar)
                    exists = True
                except ValueError:
                    exists = False
                answer, = ask([f"time\t{calendar}\tdays since {date}\t0"])
                self.assertEqual(answer.startswith("refused"), not exists, f"{date} in {calendar}: {answer}")

    def test_years_far_away_are_refused_at_once(self):
        lines = [f"time\t{calendar}\t{unit} since 1850-01-01\t{value}" for calendar in CALENDARS
                 for unit in [*UNITS, "months", "years"] for value in ["9.96921e36", "-1e30", "1e300"]]
        for line, answer in zip(lines, ask(lines)):
            self.assertIn("outside the years", answer, line)


def dates_of(calendar, last_year=2004):
    """Every date of a calendar from 2000 on, as cftime builds them, and its days since 2000-01-01."""
    units = "days since 2000-01-01"
    end = cftime.date2num(cftime.datetime(last_year + 1, 1, 1, calendar=calendar), units, calendar)
    return [(number, cftime.num2date(number, units, calendar)) for number in range(int(end))]


class Records(unittest.TestCase):
    """The rule: the record of the same date, else of the last date before it that the file has."""

    def expected(self, dates):
        known = {(d.year, d.month, d.day): record for record, d in enumerate(dates)}
        records, day = [], FIRST
        while day <= LAST:
            look = day
            while (look.year, look.month, look.day) not in known:
                look -= datetime.timedelta(days=1)
            records.append(known[look.year, look.month, look.day])
            day += datetime.timedelta(days=1)
        return records

    def chosen(self, calendar, numbers):
        values = " ".join(str(n) for n in numbers)
        answer, = ask([f"axis\t{calendar}\tdays since 2000-01-01\t{FIRST}\t{LAST}\t{values}"])
        self.assertFalse(answer.startswith("refused"), answer)
        return [int(word) if word != "-" else None for word in answer.split()]

    def test_each_day_takes_the_record_of_its_date(self):
        for calendar in CALENDARS:
            numbers, dates = zip(*dates_of(calendar))
            self.assertEqual(self.chosen(calendar, numbers), self.expected(dates), calendar)

    def test_day_366_of_years_that_keep_29_february(self):
        days = [(n, d) for n, d in dates_of("standard") if not (d.dayofyr == 366)]
        self.assertEqual(len(days), 5 * 365)
        numbers, dates = zip(*days)
        records = self.chosen("standard", numbers)
        self.assertEqual(records, self.expected(dates))
        self.assertEqual(dates[records[365]].strftime("%m-%d"), "12-30")
        self.assertEqual(dates[records[59]].strftime("%m-%d"), "02-29")

    def test_spot_checks_of_the_rule(self):
        def taken(calendar, day):
            numbers, dates = zip(*dates_of(calendar))
            return dates[self.chosen(calendar, numbers)[(datetime.date.fromisoformat(day) - FIRST).days]]

        self.assertEqual(taken("noleap", "2004-02-29").strftime("%m-%d"), "02-28")
        self.assertEqual(taken("360_day", "2003-12-31").strftime("%m-%d"), "12-30")
        self.assertEqual(taken("360_day", "2003-02-28").strftime("%m-%d"), "02-28")
        self.assertEqual(taken("360_day", "2003-03-01").strftime("%m-%d"), "03-01")
        self.assertEqual(taken("all_leap", "2003-03-01").strftime("%m-%d"), "03-01")

    def test_another_day_left_out_is_refused(self):
        numbers = [n for n, d in dates_of("standard") if not (d.dayofyr == 366 and d.year == 2000)]
        values = " ".join(map(str, numbers))
        answer, = ask([f"axis\tstandard\tdays since 2000-01-01\t{FIRST}\t{LAST}\t{values}"])
        self.assertIn("2000-12-31 is missing", answer)


if __name__ == "__main__":
    unittest.main()
