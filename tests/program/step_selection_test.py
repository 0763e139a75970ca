#!/usr/bin/python3
"""The herd selects what its coefficients say: step selection analysis of its tracks gives the betas back.

A made-up country with relief, a tree line, rivers and lakes, and a winter without snow or ice, so that nothing in it
changes. The tracks of a run are analysed as those of collared animals are: each step taken is a case, with
steps not taken as its controls, whose length and turn are drawn here from the gamma and von Mises of the
scenario and not taken from the model. R's survival::clogit fits a conditional logistic regression.

The animal chooses among K candidates, the analysis thinks it chose among all places: with few candidates
realised selection is weaker than exp(beta x), by a share of 1/K where selection is weak and up to twice that here.
K is the greatest there is, 128, so that this stays below the sampling error.
"""
import datetime
import shutil
import subprocess
import unittest

import helpers

try:
    import netCDF4
    import numpy as np
    from osgeo import gdal  # noqa: F401
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-netcdf4 python3-gdal")

if not shutil.which("Rscript"):
    helpers.skip_all("R is not installed: install r-cran-survival")
if subprocess.run(["Rscript", "-e", "library(survival)"], capture_output=True).returncode != 0:
    helpers.skip_all("R has no survival: install r-cran-survival")

CELLS, CELL_M, LEAST = 160, 2000, -160000  # 320 x 320 km about 68 N, 141 W
SEA_ROWS = 10  # in the north
INNER_M = 100000  # no step that starts nearer than this to the middle can leave the land
TREE_LINE_M = 250
DAYS, FOLLOWED, CONTROLS, STEPS = 8, 250, 15, 12000
RUNS = 4
MEAN_KM, SHAPE, KAPPA = 1.6, 0.8, 0.5
BETA = {"elevation": 0.4, "ruggedness": -0.8, "forest": 0.6, "river": -0.7, "lake": -2.0, "ridge": 0.4}

SCENARIO = f"""\
[run]
first_day = 2005-01-01
last_day = 2005-01-{DAYS:02}
step = 3
seed = 1
snow_lead = 31

[grid]
crs = "{helpers.CRS}"
x_min = {LEAST}
x_max = {-LEAST}
y_min = {LEAST}
y_max = {-LEAST}
cell = {CELL_M}

[terrain]
treeline_at_67n = {TREE_LINE_M}
treeline_fall = 0
coastal_tundra = 60

[movement]
candidates = 128
longest_step = 60

[movement.winter]
mean_step = {MEAN_KM}
shape = {SHAPE}
kappa = {KAPPA}
destination = 0
snow_depth = 0
""" + "".join(f"{name} = {beta}\n" for name, beta in BETA.items()) + f"""
[predation]
wolves = 0  # so that tracks last

[output]
tracks = {FOLLOWED}

[herd.small]
size = 2000
animals_per_agent = 1

[[herd.small.winter_area]]
name = "South"
latitude = 67.6
longitude = -141.0
radius = 60

""" + "".join(f'[[layer]]\nrole = "{role}"\nfile = "{role}.tif"\n\n'
              for role in ("elevation", "land", "river", "lake")) + "".join(
    f'[[layer]]\nrole = "{role}"\nfile = "weather.nc"\nvariable = "{name}"\n\n'
    for role, name in (("temperature", "tas"), ("temperature_min", "tasmin"), ("temperature_max", "tasmax"),
                       ("wind_speed", "sfcWind"), ("precipitation", "pr")))

FIT = """
library(survival)
d <- read.csv("steps.csv")
fit <- clogit(as.formula(paste("used ~", paste(setdiff(names(d), c("used", "step")), collapse = " + "),
                               "+ strata(step)")), data = d, method = "approximate")
write.csv(summary(fit)$coefficients[, c("coef", "se(coef)")], "fit.csv", quote = FALSE)
"""


def smooth(values, radius):
    """Mean over the square window of `radius` cells around each cell, cut at the frame."""
    def along(v):
        total = np.vstack([np.zeros((1, v.shape[1])), np.cumsum(v, axis=0)])
        i = np.arange(len(v))
        first, last = np.maximum(i - radius, 0), np.minimum(i + radius + 1, len(v))
        return (total[last] - total[first]) / (last - first)[:, None]
    return along(along(values).T).T


def country():
    """Rasters as written, from south to north: hills of some cells' width, the sea and its plain in the north."""
    random = np.random.default_rng(7)
    noise = [smooth(random.standard_normal((CELLS, CELLS)), r) for r in (1, 2, 1)]
    hill, fine, water = (n / n.std() for n in noise)
    elevation = 300 + 120 * hill + 60 * fine
    plain = np.arange(CELLS) >= CELLS - SEA_ROWS - 25
    elevation[plain] = 60
    elevation = np.maximum(elevation, 20)
    elevation[-SEA_ROWS:] = 0
    land = np.ones((CELLS, CELLS))
    land[-SEA_ROWS:] = 0
    river = np.zeros((CELLS, CELLS))
    river[:, ::9] = 1
    lake = np.clip(water - 1.2, 0, 1) * land
    river[-SEA_ROWS:] = 0
    return {name: np.float32(v) for name, v in
            (("elevation", elevation), ("land", land), ("river", river), ("lake", lake))}


def covariates(rasters):
    """What `[movement.winter]` multiplies its betas with, per cell, in their units."""
    height = rasters["elevation"].astype(float)
    rugged = np.sqrt(np.maximum(smooth(height ** 2, 2) - smooth(height, 2) ** 2, 0))  # within 3 km: two cells
    return {"elevation": height / 100, "ruggedness": rugged / 100, "forest": (height < TREE_LINE_M).astype(float),
            "river": rasters["river"], "lake": rasters["lake"],
            "ridge": np.clip((height - smooth(height, 3)) / 50, -2, 2)}  # within 5 km: three cells


def make_inputs(folder):
    rasters = country()
    for name, values in rasters.items():
        helpers.write_raster(folder / f"{name}.tif", values, "m" if name == "elevation" else "", x_min=LEAST,
                             y_max=-LEAST, cell=CELL_M)
    always = {"tas": 15, "tasmin": 10, "tasmax": 20, "sfcWind": 3, "pr": 0}
    helpers.write_weather(folder / "weather.nc", lambda name, values: np.full_like(values, always[name]),
                          first=datetime.date(2004, 12, 1), last=datetime.date(2005, 2, 1), lat=(65, 71))
    (folder / "country.toml").write_text(SCENARIO)
    return covariates(rasters)


def steps_of(path):
    """(x, y, heading before, x, y) of steps far from the sea: where from, where heading, where to; m and radians."""
    with netCDF4.Dataset(path) as file:
        track = file["track"]
        x, y = (np.ma.filled(track[name][:].astype(float), np.nan) for name in ("x", "y"))
        walking = (track["mode"][:] == 0).all(axis=1) & np.isfinite(x).all(axis=1)
    x, y = x[walking], y[walking]
    heading = np.arctan2(np.diff(y, axis=1), np.diff(x, axis=1))[:, :-1]
    steps = np.stack([x[:, 1:-1], y[:, 1:-1], heading, x[:, 2:], y[:, 2:]], axis=-1).reshape(-1, 5)
    return steps[(np.abs(steps[:, :2]) < INNER_M).all(axis=1)]


def fit(folder, result, seed=1):
    """Coefficient and standard error by name: step selection analysis of the tracks of a result file."""
    random = np.random.default_rng(seed)
    land = covariates(country())
    steps = steps_of(result)
    steps = steps[random.choice(len(steps), min(STEPS, len(steps)), replace=False)]
    n = len(steps)
    x, y, heading, to_x, to_y = (column[:, None] for column in steps.T)
    km = np.hstack([np.hypot(to_x - x, to_y - y) / 1000, random.gamma(SHAPE, MEAN_KM / SHAPE, (n, CONTROLS))])
    turn = np.hstack([np.arctan2(to_y - y, to_x - x) - heading, random.vonmises(0, KAPPA, (n, CONTROLS))])
    east = x + 1000 * km * np.cos(heading + turn)
    north = y + 1000 * km * np.sin(heading + turn)
    column, row = (np.floor((v - LEAST) / CELL_M).astype(int) for v in (east, north))
    assert ((column >= 0) & (column < CELLS) & (row >= 0) & (row < CELLS - SEA_ROWS)).all(), "a step left the land"
    used = np.zeros(km.shape, dtype=int)
    used[:, 0] = 1
    table = {"used": used, "step": np.broadcast_to(np.arange(n)[:, None], km.shape)}
    table |= {name: land[name][row, column] for name in BETA}
    table |= {"km": km, "log_km": np.log(np.maximum(km, 1e-6)), "cos_turn": np.cos(turn)}
    np.savetxt(folder / "steps.csv", np.column_stack([v.ravel() for v in table.values()]), delimiter=",", fmt="%.7g",
               header=",".join(table), comments="")
    done = subprocess.run(["Rscript", "-e", FIT], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    rows = [line.split(",") for line in (folder / "fit.csv").read_text().splitlines()[1:]]
    return {name: (float(value), float(error)) for name, value, error in rows}


def misses(estimate, expected, deviates=1.96):
    """Is the expected value outside the interval of so many standard errors either side? 1.96 makes it 95 %."""
    value, error = estimate
    return abs(value - expected) > deviates * error


class StepSelection(unittest.TestCase):
    """Several runs that differ by their seed alone, each analysed by itself."""

    @classmethod
    def setUpClass(cls):
        folder = helpers.temporary_folder()
        make_inputs(folder)
        cls.fits = []
        for seed in range(1, RUNS + 1):
            code, _, said = helpers.run("run", folder / "country.toml", "-q", "-o", folder / "run.h5",
                                        *helpers.settings([f"run.seed={seed}"]))
            assert (code, said) == (0, ""), said
            cls.fits.append(fit(folder, folder / "run.h5", seed))
        cls.pooled = {}
        for name in cls.fits[0]:
            values, errors = np.array([fit[name] for fit in cls.fits]).T
            cls.pooled[name] = (values.mean(), np.sqrt((errors ** 2).sum()) / RUNS)
            value, error = cls.pooled[name]
            print(f"{name}: {value:.3f}, 95 % interval {value - 1.96 * error:.3f} to {value + 1.96 * error:.3f}; "
                  f"set to {BETA.get(name, 0)}; runs: {values.round(3)}")

    def recovered(self, name, expected):
        # 2.64 deviates: all six betas within their intervals 95 times of 100
        value, error = self.pooled[name]
        self.assertFalse(misses((value, error), expected, 2.64),
                         f"{name}: {value:.3f} +- {error:.3f}, set to {expected}")

    def test_every_beta_is_recovered(self):
        for name, beta in BETA.items():
            with self.subTest(name):
                self.assertLess(self.pooled[name][1], abs(beta) / 10, f"{name}: too few steps to tell")
                self.recovered(name, beta)

    def test_the_95_percent_intervals_of_single_runs_hold_the_betas(self):
        """Of 24 intervals one or two should miss; more than five would be chance once in a thousand times."""
        missed = [(name, fit[name]) for fit in self.fits for name, beta in BETA.items() if misses(fit[name], beta)]
        print(f"{len(missed)} of {RUNS * len(BETA)} intervals miss: {missed}")
        self.assertLessEqual(len(missed), 5)

    def test_the_tentative_step_is_the_one_asked_for(self):
        """What lengths and turns are taken for their own sake is in the gamma and von Mises: nothing is left over."""
        for name in ("km", "log_km", "cos_turn"):
            with self.subTest(name):
                self.recovered(name, 0.0)


if __name__ == "__main__":
    unittest.main()
