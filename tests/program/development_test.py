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
        for lines in (["activity = 0"], ["quiet_from = 1", "quiet_until = 366"]):
            with self.subTest(lines):
                idle = values_in(made(scenario("idle.toml", *lines), "idle.h5"))
                expected = values_in(self.without)
                self.assertEqual(idle.keys(), expected.keys())
                for name, value in expected.items():
                    np.testing.assert_array_equal(value, idle[name], name)


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
