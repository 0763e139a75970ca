#!/usr/bin/env python3
"""An agent may stand for ten animals or for fifty: the population comes out the same within 5 %.

The year of the baseline on cells of 4 km. What differs between the two runs is chance (fifty animals live and die
together) and the grain of company and trails, which are smoothed over kilometres for this reason.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import xarray as xr

SOURCE = pathlib.Path(os.environ.get("RANGIFER_SOURCE", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("RANGIFER", str(SOURCE / "build/release/rangifer"))
SCENARIO = SOURCE / "inputs/porcupine/baseline.toml"
WITHIN = 0.05


def outcomes(folder, each):
    """Numbers of a run with `each` animals an agent that a reader would compare."""
    path = os.path.join(folder, f"{each}.h5")
    sets = {"grid.cell": 4000, "herd.porcupine.animals_per_agent": each, "output.tracks": 0}
    subprocess.run([PROGRAM, "run", str(SCENARIO), "-o", path, "-q", *[w for k, v in sets.items() for w in ("--set", f"{k}={v}")]],
                   check=True)
    with xr.open_dataset(path, group="herd") as herd, xr.open_dataset(path, group="impact") as impact:
        herd, impact = herd.isel(herd=0), impact.isel(herd=0)
        return {
            "animals at the end": float(herd.alive.isel(time=-1).sum()),
            "cows at the end": float(herd.alive.isel(time=-1, cohort=0)),
            "births": float(impact.births.sum()),
            "June survival of calves": float(impact.june_calf_survival.mean()),
            "adult parturition": float(impact.parturition_adult.mean()),
            "mass of cows in autumn": float(impact.autumn_cow_mass.mean()),
            "fat of cows in May": float(herd.cow_fat.sel(time=herd.time.dt.month == 5).mean()),
            "need of cows in July": float(herd.cow_need.sel(time=herd.time.dt.month == 7).mean()),
            "day of birth": float(impact.mean_birth_doy.mean()),
        }


class TenOrFifty(unittest.TestCase):
    def test_population_outcomes_agree(self):
        for needed in ("elevation.tif", "weather.nc"):
            if not (SCENARIO.parent / needed).exists():
                print(f"skipped: {needed} is not prepared; run ./quickstart first")
                sys.exit(77)
        with tempfile.TemporaryDirectory() as folder:
            ten, fifty = outcomes(folder, 10), outcomes(folder, 50)
        for name, value in ten.items():
            apart = fifty[name] / value - 1
            print(f"{name:26} 1:10 {value:10.4g}  1:50 {fifty[name]:10.4g}  apart {100 * apart:+.1f} %")
            with self.subTest(name):
                self.assertLess(abs(apart), WITHIN)


if __name__ == "__main__":
    unittest.main()
