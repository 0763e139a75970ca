#!/usr/bin/python3
"""Neither animals nor energy are lost or made: the books of a small real run balance, and its groups agree."""
import unittest

import helpers

try:
    import numpy as np
    import xarray as xr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-xarray python3-netcdf4 python3-numpy")

RESULT = helpers.tiny_run()


def group(name):
    with xr.open_dataset(RESULT, group=name) as data:
        return data.load()


AUDIT, HERD, REGION, CALVING, MAP, IMPACT, CROSSING = (
    group(name) for name in ("audit", "herd", "region", "calving", "map", "impact", "crossing"))


def by_year(times, weights):
    """Sum of weights in each calendar year of IMPACT."""
    years = times.dt.year.values
    return np.array([weights[years == year].sum(axis=0) for year in IMPACT.year.values])


class Books(unittest.TestCase):
    def test_every_day_has_its_line(self):
        days = AUDIT.time.values
        self.assertGreaterEqual(days.size, 365)
        self.assertTrue((np.diff(days) == np.timedelta64(1, "D")).all())
        for other in (HERD, REGION, CROSSING):
            np.testing.assert_array_equal(other.time.values, days)

    def test_residuals_are_zero(self):
        self.assertFalse(AUDIT.residual.values.any())
        self.assertFalse(AUDIT.jurisdiction_sum_residual.values.any())

    def test_each_day_follows_from_the_day_before(self):
        np.testing.assert_array_equal((AUDIT.alive_before + AUDIT.born - AUDIT.lost_total).values, AUDIT.alive.values)
        np.testing.assert_array_equal(AUDIT.alive_before.values[1:], AUDIT.alive.values[:-1])

    def test_the_herd_tells_the_same_as_the_books(self):
        np.testing.assert_array_equal(HERD.alive.sum("cohort").values, AUDIT.alive.values)
        np.testing.assert_array_equal(HERD.lost.sum("cause").values, AUDIT.lost_total.values)
        np.testing.assert_array_equal(HERD.born.values, AUDIT.born.values)

    def test_energy_eaten_is_spent_or_stored(self):
        animals = (AUDIT.alive_before + AUDIT.born).values
        residual = (AUDIT.energy_in - AUDIT.energy_spent - AUDIT.energy_stored).values
        np.testing.assert_allclose(residual, AUDIT.energy_residual.values, atol=1e-6 * AUDIT.energy_in.max().item())
        self.assertTrue((np.abs(AUDIT.energy_residual.values) <= 1e-4 * animals).all())
        self.assertTrue((AUDIT.energy_worst.values < 1e-3).all())
        self.assertTrue((AUDIT.energy_in.values > 3 * animals).all())  # MJ an animal and day
        self.assertTrue((AUDIT.energy_spent.values > 3 * animals).all())

    def test_what_cows_spend_is_their_need_and_the_price_of_gain(self):
        spent = HERD.cow_spent.swap_dims(expense="expense_name")
        need = spent.sum("expense_name") - spent.sel(expense_name="gain")
        np.testing.assert_allclose(need.values, HERD.cow_need.values, rtol=1e-5)
        self.assertTrue((spent.values >= 0).all())
        self.assertTrue(((HERD.cow_mass > 50) & (HERD.cow_mass < 120)).all())
        self.assertTrue((HERD.cow_fat < 0.25 * HERD.cow_mass).all())

    def test_something_happened(self):
        self.assertGreater(int(AUDIT.born.sum()), 0)
        self.assertGreater(int(AUDIT.lost_total.sum()), 0)
        self.assertTrue((AUDIT.alive.values > 0).all())

    def test_movement_states_sum_to_those_that_walk(self):
        """Calves walk with their mothers until they are weaned; from then on they have a state of their own."""
        walking, alive = HERD.in_mode.sum("mode"), HERD.alive
        self.assertTrue((walking <= alive.sum("cohort")).all())
        grown = alive.sum("cohort") - alive.swap_dims(cohort="cohort_name").sel(cohort_name="calf")
        self.assertTrue((walking >= grown).all())


class Places(unittest.TestCase):
    def test_jurisdictions_sum_to_the_herd_each_day(self):
        kinds = REGION.kind.attrs["flag_meanings"].split()
        counted = REGION.animals.where(REGION.kind == kinds.index("jurisdiction"), 0).sum("region")
        np.testing.assert_array_equal(counted.values, HERD.alive.sum("cohort").values)

    def test_an_overlay_holds_no_more_than_the_herd(self):
        self.assertTrue((REGION.animals <= HERD.alive.sum("cohort")).all())

    def test_days_on_the_map_are_days_in_the_year(self):
        """Every agent spends every step of its life somewhere; deaths come in the evening."""
        walked = HERD.in_mode.sum().item()  # at the end of each day
        used = MAP.use.sum().item()
        self.assertLess(abs(used / walked - 1), 0.01)
        self.assertGreaterEqual(used, walked * (1 - 1e-5) - 1e6)

    def test_nobody_stands_in_the_sea(self):
        self.assertEqual(float(MAP.use.where(MAP.land_fraction < 0.5).sum()), 0.0)


class Births(unittest.TestCase):
    def test_rows_sum_to_the_days(self):
        of_day = CALVING.animals.groupby(CALVING.time.dt.floor("D")).sum()
        born = HERD.born.sum("herd")
        born = born[born > 0]
        np.testing.assert_array_equal(of_day.values, born.values)

    def test_rows_sum_to_the_map(self):
        np.testing.assert_array_equal(MAP.births.sum(["y", "x"]).values, by_year(CALVING.time, CALVING.animals.values))
        cell = float(MAP.x[1] - MAP.x[0])
        column = np.floor((CALVING.x.values - (MAP.x.values[0] - cell / 2)) / cell).astype(int)
        row = np.floor((CALVING.y.values - (MAP.y.values[0] - cell / 2)) / cell).astype(int)
        counted = np.zeros(MAP.births.shape[1:])
        np.add.at(counted, (row, column), CALVING.animals.values)
        np.testing.assert_array_equal(MAP.births.sum("year").values, counted)

    def test_impact_counts_the_same_births(self):
        np.testing.assert_array_equal(IMPACT.births.sum("herd").values, by_year(CALVING.time, CALVING.animals.values))

    def test_impact_shares_agree_with_the_rows(self):
        animals = CALVING.animals.values
        for herd in range(IMPACT.sizes["herd"]):
            mine = np.where(CALVING.herd.values == herd, animals, 0)
            total = by_year(CALVING.time, mine)
            for region in range(IMPACT.sizes["region"]):
                inside = (CALVING.in_region.values >> region) & 1
                share = by_year(CALVING.time, mine * inside) / total
                np.testing.assert_allclose(IMPACT.birth_share.values[:, herd, region], share, rtol=1e-12)

    def test_impact_shares_of_jurisdictions_sum_to_one(self):
        kinds = CALVING.region_kind.attrs["flag_meanings"].split()
        jurisdiction = (CALVING.region_kind == kinds.index("jurisdiction")).values
        np.testing.assert_allclose(IMPACT.birth_share.values[:, :, jurisdiction].sum(axis=-1), 1.0, rtol=1e-12)

    def test_june_survival_agrees_with_the_rows(self):
        counted = np.isfinite(CALVING.alive_end_of_june.values)  # born before July
        self.assertGreater(counted.mean(), 0.9)
        alive = np.where(counted, CALVING.alive_end_of_june.values, 0)
        alive = by_year(CALVING.time, alive) / by_year(CALVING.time, np.where(counted, CALVING.animals.values, 0))
        np.testing.assert_allclose(IMPACT.june_calf_survival.values[:, 0], alive, rtol=1e-6)

    def test_means_agree_with_the_rows(self):
        animals = CALVING.animals.values
        for name, values in (("centroid_x", CALVING.x), ("centroid_y", CALVING.y), ("centroid_lat", CALVING.lat),
                             ("mean_birth_doy", CALVING.time.dt.dayofyear), ("displacement", CALVING.displacement)):
            with self.subTest(name=name):
                mean = by_year(CALVING.time, animals * values.values.astype(float)) / by_year(CALVING.time, animals)
                np.testing.assert_allclose(IMPACT[name].values[:, 0], mean, rtol=1e-5, atol=1.0 if "centroid_" in name else 1e-3)

    def test_each_mother_gives_birth_once_a_year(self):
        keys = list(zip(CALVING.mother.values.tolist(), CALVING.time.dt.year.values.tolist()))
        self.assertEqual(len(keys), len(set(keys)))


if __name__ == "__main__":
    unittest.main()
