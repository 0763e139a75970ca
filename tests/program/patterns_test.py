#!/usr/bin/env python3
"""Over ten weather years the herd does what the Porcupine herd is known to do (patterns 1, 3, 4, 5, 8, 9, 14, 16).

A coarser and thinner run than the baseline (4 km cells, 250 animals an agent), so that it takes under a minute;
bands are those published for the herd. Years count as early, normal or late by the snow-free day where the herd
walks in spring: normal is less than half a standard deviation off the mean of the ten, as in the weather file.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import patterns  # noqa: E402

SOURCE = pathlib.Path(os.environ.get("RANGIFER_SOURCE", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("RANGIFER", str(SOURCE / "build/release/rangifer"))
SCENARIO = SOURCE / "inputs/porcupine/baseline.toml"
HALF = 0.5


class TenYears(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        for needed in ("elevation.tif", "weather.nc"):
            if not (SCENARIO.parent / needed).exists():
                print(f"skipped: {needed} is not prepared; run ./quickstart first")
                sys.exit(77)
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "ten_years.h5")
        sets = {"grid.cell": 4000, "herd.porcupine.animals_per_agent": 250, "run.first_day": "2001-01-01",
                "run.last_day": "2010-12-31"}
        subprocess.run([PROGRAM, "run", str(SCENARIO), "-o", cls.path, "-q",
                        *[w for k, v in sets.items() for w in ("--set", f"{k}={v}")]], check=True)
        cls.calving = patterns.calving_by_year(cls.path)
        cls.snow_free = patterns.spring_by_year(cls.path)
        late_by = (cls.snow_free - cls.snow_free.mean()) / cls.snow_free.std()
        cls.late = late_by.index[late_by > HALF]
        cls.normal = late_by.index[abs(late_by) <= HALF]
        print(cls.calving.assign(snow_free=cls.snow_free).round(2).to_string())

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_1_births_peak_in_the_first_days_of_june(self):
        self.assertTrue(self.calving.median_doy.between(149, 160).all(), self.calving.median_doy)
        self.assertLessEqual(self.calving.span80_d.max(), 14)

    def test_3_normal_springs_put_births_between_hulahula_and_babbage(self):
        shares = self.calving.in_belt[self.normal]
        print("share of births in the belt, normal springs:", shares.round(2).to_dict())
        self.assertGreaterEqual(shares.mean(), 0.80)

    def test_4_the_earlier_the_snow_goes_the_farther_west_calves_are_born(self):
        r = np.corrcoef(self.snow_free, self.calving.lon)[0, 1]
        print(f"correlation of snow-free day and birth longitude (degrees east): {r:.2f}")
        self.assertGreater(r, 0.0)

    def test_5_late_springs_put_most_births_in_yukon_or_on_the_way(self):
        self.assertGreater(len(self.late), 0, "the ten years hold no late spring")
        births = patterns.births(self.path)
        births["short"] = (births.lon > patterns.BORDER) | (births.lat <= patterns.NORTH_OF)
        share = births[births.year.isin(self.late)].groupby("year").apply(lambda b: np.average(b.short, weights=b.animals))
        print("share of births east of the border or on the way, late springs:", share.round(2).to_dict())
        self.assertTrue((share >= 0.5).all())

    def test_8_cows_reach_the_plain_in_the_second_half_of_may(self):
        arrival = np.array(list(patterns.plain_arrival_by_year(self.path).values()), dtype=float)
        print("arrival, day of year:", arrival)
        arrival[np.isnan(arrival)] = np.inf  # they did not get there
        self.assertTrue(135 - 7 <= np.median(arrival) <= 151 + 7)

    def test_9_mosquito_season_is_faster_than_spring_and_spring_than_winter(self):
        rates = patterns.daily_rates(self.path)
        print({k: round(float(rates[k]), 1) for k in ("july", "spring", "winter")})
        self.assertGreater(rates["july"], rates["spring"])
        self.assertGreater(rates["spring"], rates["winter"])

    def test_14_round_trips_are_as_long_as_collars_say(self):
        trips = patterns.round_trips(self.path)
        print(f"round trips: mean {trips.mean():.0f} km, greatest {trips.max():.0f} km")
        self.assertTrue(700 * 0.85 <= trips.mean() <= 1200 * 1.15)
        self.assertTrue(1200 * 0.85 <= trips.max() <= 1350 * 1.15)

    def test_16_autumn_takes_them_south_in_september_and_into_the_taiga_by_november(self):
        fall = patterns.fall_by_year(self.path)
        print(fall.median().to_dict())
        self.assertTrue(235 - 10 <= fall.fall_start.median() <= 255 + 10)
        self.assertTrue(295 - 10 <= fall.deep_taiga.median() <= 315 + 10)


if __name__ == "__main__":
    unittest.main()
