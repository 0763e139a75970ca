#!/usr/bin/python3
"""Several herds in one run: each with a memory of its own, each on its own ways, none in another's draws."""
import json
import pathlib
import unittest

import helpers
import numpy as np
import xarray as xr

FOUR = helpers.SOURCE / "inputs/scenarios/four_herds.toml"
PREPARED = [helpers.SOURCE / "inputs/four_herds" / name
            for name in ("elevation.tif", "land.tif", "lake.tif", "river.tif", "weather.nc")]
HERDS = ("porcupine", "central_arctic", "teshekpuk", "western_arctic")
# Published calving grounds: south, north, west, east.
GROUNDS = {"porcupine": (68.9, 70.2, -146, -137), "central_arctic": (69.8, 70.4, -151, -146),
           "teshekpuk": (70.3, 70.9, -155, -151), "western_arctic": (68.7, 69.5, -162, -157)}
SECOND = """
[herd.other]
wolf_range = 800
size = 3000
animals_per_agent = 10

[[herd.other.winter_area]]
name = "West wood"
latitude = 68.5
longitude = -142.5
radius = 40

[herd.other.memory]
forget = 3
inherited_coast_best = 20
"""


def births_of(path, herd):
    calving = xr.open_dataset(path, group="calving")
    return calving.isel(birth=np.flatnonzero(calving.herd.values == herd))


class MadeUpWorld(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = helpers.World()
        cls.alone, cls.both = cls.world.folder / "alone.h5", cls.world.folder / "both.h5"
        two = cls.world.write("two.toml", 'extends = "world.toml"\n' + SECOND)
        # Herds heed each other's company and trails: without those, nothing of one reaches the other.
        deaf = helpers.settings(["trails.most=0", "movement.spring_migration.trail=0",
                                 *(f"movement.{mode}.density=0" for mode in ("spring_migration", "mosquito", "oestrid", "late_summer"))])
        for scenario, result in ((cls.world.scenario, cls.alone), (two, cls.both)):
            code, _, said = helpers.run("run", "-q", scenario, "-o", result, *deaf)
            assert code == 0, said

    def test_a_second_herd_changes_no_birth_of_the_first(self):
        alone, both = births_of(self.alone, 0), births_of(self.both, 0)
        self.assertGreater(alone.sizes["birth"], 50)
        for name in ("mother", "time", "x", "y", "remembered_x", "remembered_y", "alive_end_of_june"):
            if name in alone:
                np.testing.assert_array_equal(alone[name].values, both[name].values, name)
        self.assertGreater(births_of(self.both, 1).sizes["birth"], 20)

    def test_the_result_says_whose_memory_was_which(self):
        with xr.open_dataset(self.both) as root:
            parameters = json.loads(root.attrs["parameters"])
        self.assertEqual(parameters["herd.other.memory"]["forget"], 3)
        self.assertEqual(parameters["herd.other.memory"]["groups"], parameters["memory"]["groups"])
        self.assertNotIn("herd.small.memory", parameters)

    def test_keys_are_listed_with_what_they_fall_back_on(self):
        rows = json.loads(helpers.run("parameters", "--json")[1])
        own = {row["key"] for row in rows if row["table"] == "herd.<name>.memory"}
        self.assertEqual(own, {row["key"] for row in rows if row["table"] == "memory"})
        page = helpers.run("parameters", "--markdown")[1].split("## [herd.<name>.memory]")[1].split("## [")[0]
        self.assertEqual(page.count("| [memory] |"), len(own))

    def test_a_general_memory_holds_for_a_herd_that_says_nothing_of_a_key(self):
        result = self.world.folder / "general.h5"
        code, _, said = helpers.run("run", "-q", self.world.folder / "two.toml", "-o", result,
                                    *helpers.settings(["memory.forget=9", "memory.groups=2", "run.last_day=2005-01-02"]))
        self.assertEqual(code, 0, said)
        with xr.open_dataset(result) as root:
            own = json.loads(root.attrs["parameters"])["herd.other.memory"]
        self.assertEqual((own["forget"], own["groups"]), (3, 2))

    def test_cows_bear_where_they_are_when_they_remember_a_place(self):
        place = ('[[herd.small.calving_memory]]\nname = "Far plain"\nlatitude = 69.2\nlongitude = -139.0\nradius = 30\n')
        scenario = self.world.write("place.toml", 'extends = "world.toml"\n' + place)
        result = self.world.folder / "place.h5"
        code, _, said = helpers.run("run", "-q", scenario, "-o", result)
        self.assertEqual(code, 0, said)
        births = births_of(result, 0)
        offset = np.hypot(births.x - births.remembered_x, births.y - births.remembered_y)
        self.assertGreater(float(births.remembered_x.min()), 30e3)    # 139 W is 80 km east of the border
        self.assertGreater(float(offset.median()), 1e3)


@unittest.skipUnless(all(path.exists() for path in PREPARED),
                     "inputs/prepare --frame four_herds and rangifer weather have not been run")
class RealLand(unittest.TestCase):
    """The four herds with few agents, some 1,600; coarser cells would lose the narrow plain of the Porcupine herd."""

    @classmethod
    def setUpClass(cls):
        cls.result = pathlib.Path(helpers.temporary_folder()) / "four.h5"
        few = ["output.tracks=0"]
        few += [f"herd.{name}.animals_per_agent={n}" for name, n in zip(HERDS, (500, 100, 150, 400))]
        code, _, said = helpers.run("run", "-q", FOUR, "-o", cls.result, *helpers.settings(few), timeout=900)
        assert code == 0, said

    def test_each_herd_bears_its_calves_about_its_own_calving_ground(self):
        for h, name in enumerate(HERDS):
            births = births_of(self.result, h)
            south, north, west, east = GROUNDS[name]
            with self.subTest(herd=name):
                self.assertGreater(births.sizes["birth"], 50)
                self.assertTrue(south - 0.6 < float(births.lat.median()) < north + 0.6, float(births.lat.median()))
                self.assertTrue(west - 1.5 < float(births.lon.median()) < east + 1.5, float(births.lon.median()))

    def test_each_herd_is_back_from_its_calving_ground_in_december(self):
        herd = xr.open_dataset(self.result, group="herd")
        for h, name in enumerate(HERDS):
            x, y = (herd[f"cow_{axis}"].isel(herd=h) for axis in "xy")
            start, june, december = (slice(f"2005-{month}-{day}", f"2005-{month}-{day}") for month, day in
                                     (("01", "02"), ("06", "08"), ("12", "30")))

            def between(a, b):
                return float(np.hypot(x.sel(time=a).values - x.sel(time=b).values, y.sel(time=a).values - y.sel(time=b).values)[0])
            with self.subTest(herd=name):
                self.assertLess(between(december, start), 0.5 * between(june, start))


if __name__ == "__main__":
    if not all(path.exists() for path in PREPARED):
        print("the real land is skipped: run inputs/prepare --frame four_herds and rangifer weather first (inputs/README.md)")
    unittest.main()
