#!/usr/bin/python3
"""Calving grounds agree with an independent tool: SciPy's kernel density of the same births on the same grid."""
import json
import unittest

import helpers

try:
    import h5py
    import numpy as np
    from scipy.stats import gaussian_kde
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-h5py python3-numpy python3-scipy")


class FixedKernel(gaussian_kde):
    """A round Gaussian of one bandwidth (m), where SciPy would take the shape of the data."""

    def __init__(self, places, weights, bandwidth_m):
        self.bandwidth_m = bandwidth_m
        super().__init__(places, weights=weights)

    def _compute_covariance(self):
        self.factor = 1.0
        self.covariance = np.eye(2) * self.bandwidth_m ** 2
        self.cho_cov = np.linalg.cholesky(self.covariance)
        self.log_det = 2 * np.log(np.diag(self.cho_cov * np.sqrt(2 * np.pi))).sum()


def utilisation(x, y, births, bandwidth_m):
    """Share of each cell (y, x): density at the cell's centre, scaled to sum to one."""
    ground = FixedKernel(np.vstack([births["x"], births["y"]]).astype(float), births["animals"], bandwidth_m)
    east, north = np.meshgrid(x, y)
    density = ground(np.vstack([east.ravel(), north.ravel()])).reshape(east.shape)
    return density / density.sum()


def isopleth(density, share):
    """The densest cells that hold `share`."""
    order = np.argsort(density, axis=None)[::-1]
    held = np.cumsum(density.ravel()[order])
    inside = np.zeros(density.size, dtype=bool)
    inside[order[:np.searchsorted(held, share) + 1]] = True
    return inside.reshape(density.shape)


def grounds_of(path):
    """Of each year and herd of a run: SciPy's distribution of the births, and what the run says."""
    found = []
    with h5py.File(path) as run:
        x, y = run["map/x"][:], run["map/y"][:]
        days = [np.datetime64("1970-01-01") + np.timedelta64(int(d), "D") for d in run["calving/time"][:]]
        year = np.array(days).astype("datetime64[Y]").astype(int) + 1970
        births = {name: run[f"calving/{name}"][:] for name in ("x", "y", "animals", "herd")}
        bandwidth_m = 1000 * json.loads(run.attrs["parameters"])["output"]["kernel"]
        for row, of_year in enumerate(run["impact/year"][:]):
            for h in range(len(run["map/herd"])):
                mine = (year == of_year) & (births["herd"] == h)
                found.append({
                    "density": utilisation(x, y, {n: v[mine] for n, v in births.items()}, bandwidth_m),
                    "cell_km2": (x[1] - x[0]) ** 2 / 1e6,
                    "annual": run["impact/annual_area"][row, h],
                    "concentrated": run["impact/concentrated_area"][row, h],
                    "concentrated_share": run["impact/concentrated_share"][row, h],
                    "isopleth": run["map/calving_isopleth"][row, h]})
    return found


class CalvingGrounds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.found = grounds_of(helpers.tiny_run())

    def test_annual_area(self):
        for of in self.found:
            self.assertAlmostEqual(isopleth(of["density"], 0.95).sum() * of["cell_km2"] / of["annual"], 1, delta=0.02)

    def test_concentrated_area_and_share(self):
        for of in self.found:
            ground = of["density"][isopleth(of["density"], 0.99)]
            above = of["density"] > ground.mean()
            self.assertAlmostEqual(above.sum() * of["cell_km2"] / of["concentrated"], 1, delta=0.02)
            self.assertAlmostEqual(of["density"][above].sum(), of["concentrated_share"], delta=0.02)

    def test_map_of_isopleths(self):
        for of in self.found:
            for share in (0.5, 0.95):
                theirs = isopleth(of["density"], share)
                ours = of["isopleth"] <= share
                self.assertLessEqual(np.count_nonzero(theirs != ours), max(2, 0.02 * theirs.sum()))


class Overlap(unittest.TestCase):
    def test_of_two_runs(self):
        folder = helpers.temporary_folder()
        other = folder / "other.h5"
        settings = helpers.settings([*helpers.TINY, "calving.sd=5", "movement.pre_calving.plain=0.5"])
        code, _, said = helpers.run("run", helpers.BASELINE, "-q", "-o", other, *settings)
        self.assertEqual(code, 0, said)
        code, _, said = helpers.run("compare", helpers.tiny_run(), other, "-o", folder / "impact.h5")
        self.assertEqual(code, 0, said)
        with h5py.File(folder / "impact.h5") as impact:
            affinity, intersection = (impact[f"overlap/{name}_by_pair"][:].ravel() for name in ("affinity", "intersection"))
        pairs = list(zip(grounds_of(helpers.tiny_run()), grounds_of(other)))
        self.assertEqual(len(pairs), len(affinity))
        for i, (base, scenario) in enumerate(pairs):
            p, q = base["density"], scenario["density"]
            self.assertLess(affinity[i], 0.999, "the grounds are alike: the test shows nothing")
            self.assertAlmostEqual(affinity[i] / np.sqrt(p * q).sum(), 1, delta=0.02)
            self.assertAlmostEqual(intersection[i] / np.minimum(p, q).sum(), 1, delta=0.02)


if __name__ == "__main__":
    unittest.main()
