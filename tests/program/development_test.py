#!/usr/bin/python3
"""Infrastructure: cows keep off it while it is active, and one that nobody minds changes nothing at all."""
import json
import unittest

import helpers

try:
    import h5py
    import numpy as np
    import xarray as xr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-h5py python3-numpy python3-xarray")

WORLD = helpers.World()
LINE = {"type": "LineString", "coordinates": [[-144, 69.3], [-138, 69.3]]}
(WORLD.folder / "road.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"kind": "road"}, "geometry": LINE}]}))
FINE = ("grid.cell=5000", "herd.small.animals_per_agent=2")


def scenario(name, *lines, file="road.geojson"):
    return WORLD.write(name, "\n".join(['extends = "world.toml"', "[[development]]", 'name = "A road"', f'file = "{file}"',
                                        *lines]) + "\n")


def made(path, result):
    code, _, said = helpers.run("run", "-q", path, "-o", WORLD.folder / result, *helpers.settings(FINE))
    assert code == 0, said
    return WORLD.folder / result


def near_the_road(path, km):
    """Share of births within so many km of the parallel that the road runs along."""
    calving = xr.open_dataset(path, group="calving")
    north_km = 111.2 * (calving.lat.values - 69.3)
    return float(np.sum(calving.animals.values[np.abs(north_km) < km]) / np.sum(calving.animals.values))


def values_in(path):
    found = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, thing: found.update({name: thing[()]})
                        if isinstance(thing, h5py.Dataset) and not name.startswith("performance") else None)
    return found


class Caribou(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.without = made(WORLD.scenario, "without.h5")

    def test_cows_calve_away_from_an_active_road(self):
        busy = made(scenario("busy.toml", "reach = 2"), "busy.h5")
        before, after = near_the_road(self.without, 5), near_the_road(busy, 5)
        self.assertGreater(before, 0.1, "nobody calves where the road is: the test shows nothing")
        self.assertLess(after, 0.7 * before)

    def test_the_less_the_fewer_keep_off(self):
        half = made(scenario("half.toml", "reach = 2", "activity = 0.3"), "half.h5")
        busy = made(scenario("busy.toml", "reach = 2"), "busy.h5")
        self.assertLess(near_the_road(busy, 5), near_the_road(half, 5))

    def test_one_that_nobody_minds_changes_no_number(self):
        for lines in (["activity = 0", "width = 0"], ["quiet_from = 1", "quiet_until = 366", "width = 0"]):
            with self.subTest(lines):
                idle = values_in(made(scenario("idle.toml", *lines), "idle.h5"))
                expected = values_in(self.without)
                self.assertEqual(idle.keys() - expected.keys(),
                                 {"map/infrastructure_distance", "map/infrastructure_footprint"})
                for name, value in expected.items():
                    if name in ("impact/births_in_zone", "impact/ground_in_zone"):
                        continue  # where the zone lies, minded or not
                    np.testing.assert_array_equal(value, idle[name], name)


class Crossing(unittest.TestCase):
    def test_a_road_that_few_cross_holds_animals_back(self):
        def held(*lines):
            path = made(scenario("crossing.toml", "activity = 1", "width = 0", *lines), "crossing.h5")
            return int(xr.open_dataset(path, group="herd").held_back.sum())
        seldom, often = held("crossing = 0.2"), held("crossing = 0.9")
        self.assertEqual(held("crossing = 1"), 0)
        self.assertGreater(often, 0)
        self.assertGreater(seldom, 2 * often)

    def test_nothing_grows_on_what_is_built_over(self):
        path = made(scenario("wide.toml", "activity = 0", "width = 1000"), "wide_road.h5")
        land = xr.open_dataset(path, group="map")
        lost_km2 = float(land.infrastructure_footprint.sum()) * 25.0
        x = land.x.values[land.infrastructure_footprint.max("y") > 0]
        self.assertAlmostEqual(lost_km2, 1.0 * (x.max() - x.min() + 5000) / 1000, delta=0.05 * lost_km2)
        without = xr.open_dataset(made(WORLD.scenario, "without.h5"), group="herd")
        herd = xr.open_dataset(path, group="herd")
        self.assertFalse(np.array_equal(herd.cow_intake, without.cow_intake, equal_nan=True))
        self.assertAlmostEqual(float(land.infrastructure_distance.min()), 1.25, delta=0.3)


class Refusals(unittest.TestCase):
    def refused(self, path, *parts):
        code, _, said = helpers.run("run", "-q", path, "-o", WORLD.folder / "none.h5")
        self.assertEqual(code, 2, said)
        for part in parts:
            self.assertIn(part, said)
        self.assertFalse((WORLD.folder / "none.h5").exists())

    def test_a_file_that_is_not_there(self):
        self.refused(scenario("gone.toml", file="gone.geojson"), "gone.toml:2", "gone.geojson")

    def test_a_key_that_is_none(self):
        self.refused(scenario("typo.toml", "activty = 1"), "typo.toml:5", "activty", "did you mean activity?")

    def test_a_value_beyond_its_range(self):
        self.refused(scenario("wide.toml", "activity = 2"), "activity = 2", "outside 0 to 1")

    def test_a_filter_that_fits_no_field(self):
        self.refused(scenario("field.toml", 'filter = "colour = 1"'), "road.geojson", 'filter "colour = 1"')

    def test_a_filter_that_leaves_nothing(self):
        self.refused(scenario("pads.toml", "filter = \"kind = 'pad'\""), "no shape is left by filter")


if __name__ == "__main__":
    unittest.main()
