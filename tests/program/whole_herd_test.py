#!/usr/bin/python3
"""The hourly scenario of the whole herd says what its rule says, and its year is like the baseline's.

The rule is written out in the scenario's head: speeds, spreading and drift of the baseline's three-hourly steps are
kept. Here every coefficient is computed again from the defaults that the program itself prints. The year is compared
on the baseline's own grid with some 5,000 agents. A coarser grid won't do: hourly steps are then so much shorter than a
cell that every cell an animal would rather not enter is a wall.
"""
import json
import re
import unittest

import helpers

try:
    import tomllib
except ImportError:
    helpers.skip_all("Python 3.11 or newer is needed to read TOML")

SCENARIO = helpers.SOURCE / "inputs/scenarios/whole_herd_hourly.toml"
SHORTER = 3  # hourly steps in one of the baseline


def mean_cosine(kappa):
    """I1(kappa) / I0(kappa) by the power series of the modified Bessel functions."""
    sums = []
    for order in (0, 1):
        term = total = (kappa / 2) ** order
        for j in range(1, 200):
            term *= (kappa / 2) ** 2 / (j * (j + order))
            total += term
        sums.append(total)
    return sums[1] / sums[0]


def kappa_of(cosine):
    """The von Mises concentration with this mean cosine, by bisection."""
    low, high = 0.0, 100.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if mean_cosine(middle) < cosine else (low, middle)
    return low


def carried(mode, n):
    """Coefficients of a mode, carried to steps n times shorter."""
    square = 1 + 1 / mode["shape"]  # mean square over squared mean of a gamma length
    cosine = mean_cosine(mode["kappa"])
    odds = ((n - 1) * square + 2 * n * cosine / (1 - cosine)) / 2
    shorter = odds / (1 + odds)
    factor = n * (square + cosine) / (square + shorter)
    result = {key: beta * factor for key, beta in mode.items() if key not in ("mean_step", "shape", "kappa", "zone")}
    return result | {"mean_step": mode["mean_step"] / n, "shape": mode["shape"], "kappa": kappa_of(shorter), "zone": mode["zone"]}


def defaults():
    """{table: {key: number}} of `rangifer parameters`."""
    code, said, problem = helpers.run("parameters", "--json")
    assert code == 0, problem
    tables = {}
    for row in json.loads(said):
        if row["table"].startswith("movement"):
            tables.setdefault(row["table"], {})[row["key"]] = float(row["default"])
    return tables


class TheScenario(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = SCENARIO.read_text()
        cls.scenario = tomllib.loads(cls.text)
        cls.defaults = defaults()

    def test_it_is_every_animal_every_hour(self):
        self.assertEqual(self.scenario["herd"]["porcupine"]["animals_per_agent"], 1)
        self.assertEqual(self.scenario["run"]["step"], 1)
        self.assertEqual(self.scenario["movement"]["reference_step"], 1)
        self.assertEqual(self.defaults["movement"]["reference_step"], SHORTER)

    def test_the_baseline_leaves_movement_at_its_defaults(self):
        self.assertNotIn("movement", tomllib.loads(helpers.BASELINE.read_text()))

    def test_no_step_is_faster(self):
        self.assertAlmostEqual(self.scenario["movement"]["longest_step"] * SHORTER,
                               self.defaults["movement"]["longest_step"])

    def test_every_coefficient_follows_from_the_default_by_the_rule(self):
        modes = {table: keys for table, keys in self.defaults.items() if "." in table}
        self.assertEqual(len(modes), 10)
        for table, keys in modes.items():
            written = self.scenario["movement"][table.split(".")[1]]
            for key, expected in carried(keys, SHORTER).items():
                with self.subTest(f"[{table}] {key}"):
                    value = written.get(key, keys[key])  # what isn't written keeps its default
                    self.assertLessEqual(abs(value - expected), 6e-4 * abs(expected),
                                         f"{value}, expected {expected:.4g}")

    def test_nothing_else_differs(self):
        modes = {table.split(".")[1] for table in self.defaults if "." in table}
        self.assertEqual(set(self.scenario), {"extends", "run", "herd", "movement"})
        self.assertEqual(set(self.scenario["movement"]), modes | {"reference_step", "longest_step"})

    def test_it_says_how_sure_its_numbers_are(self):
        self.assertIsNotNone(re.search(r"evidence class E", self.text))


class TheYear(unittest.TestCase):
    """Both scenarios with 40 animals an agent."""

    @classmethod
    def setUpClass(cls):
        if absent := helpers.absent_inputs():
            raise unittest.SkipTest(f"run ./quickstart first; not made yet: {', '.join(absent)}")
        try:
            import patterns
        except ImportError as problem:
            raise unittest.SkipTest(f"{problem}: install python3-xarray python3-netcdf4")
        folder = helpers.temporary_folder()
        cls.found = []
        for name, scenario in (("baseline", helpers.BASELINE), ("hourly", SCENARIO)):
            path = folder / f"{name}.h5"
            code, _, said = helpers.run("run", scenario, "-q", "-o", path, *helpers.settings(
                ["herd.porcupine.animals_per_agent=40", "output.tracks=0"]))
            assert code == 0, said
            calving = patterns.calving_by_year(path).iloc[0]
            rates = patterns.daily_rates(path)
            cls.found.append({
                "median day of birth": calving.median_doy, "births in the belt": calving.in_belt,
                "births east of the border": calving.east_of_border, "latitude of births": calving.lat,
                "winter km a day": rates["winter"], "spring km a day": rates["spring"], "July km a day": rates["july"],
                "km a year": rates["year"],
                "arrival on the plain": next(iter(patterns.plain_arrival_by_year(path).values())),
                "turns south": patterns.fall_by_year(path).fall_start.iloc[0]})
        for what, value in cls.found[0].items():
            print(f"{what}: {value:.2f} three-hourly, {cls.found[1][what]:.2f} hourly")

    def alike(self, what, difference):
        baseline, hourly = (found[what] for found in self.found)
        self.assertLessEqual(abs(hourly - baseline), difference, f"{what}: {baseline:.2f}, hourly {hourly:.2f}")

    def test_calves_are_born_then_and_there(self):
        self.alike("median day of birth", 1)
        self.alike("births in the belt", 0.1)
        self.alike("births east of the border", 0.12)
        self.alike("latitude of births", 0.1)

    def test_they_walk_as_far(self):
        for season in ("winter", "spring", "July"):
            self.alike(f"{season} km a day", 0.1 * self.found[0][f"{season} km a day"])
        self.alike("km a year", 0.05 * self.found[0]["km a year"])

    def test_they_come_and_go_by_the_same_days(self):
        self.alike("arrival on the plain", 10)
        self.alike("turns south", 5)


if __name__ == "__main__":
    unittest.main()
