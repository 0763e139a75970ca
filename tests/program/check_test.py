#!/usr/bin/python3
"""`rangifer check`: what a scenario would use, in words that show a slip before a run does."""
import json
import re
import unittest

import helpers


def said(*arguments):
    code, out, err = helpers.run(*arguments)
    assert code == 0, err
    return out


class Check(unittest.TestCase):
    def check(self, scenario, *arguments):
        text = said("check", scenario, *arguments)
        self.assertIn(f"{scenario}: in order\n", text)
        self.assertNotIn("PROJCRS", text)
        return text

    def test_made_up_world(self):
        text = self.check(helpers.World().scenario)
        self.assertIn("  period  2005-01-01 to 2005-12-31, steps of 3 h; weather from 2004-12-01 on", text)
        self.assertIn("  grid    12 x 10 cells of 20000 m, +proj=laea", text)
        self.assertIn("  herd    small: 4000 animals in 400 agents, 1 winter area\n", text)
        for lines in ("    land             land.tif: band 1; a map\n"
                      "                     area mean from lambert azimuthal equal area, 12 x 10 cells of 20000 m\n",
                      "    precipitation    weather.nc: pr in mm day-1; daily, 2004-12-01 to 2005-12-31, calendar standard\n"
                      "                     bilinear from longitude-latitude, 7 x 5 cells of 2 x 1 degrees\n",
                      "    ndvi             not given; the model uses green-up by thaw degree-days\n",
                      "    lake             not given; the model has none\n"):
            self.assertIn(lines, text)
        self.assertIn("    Plain (overlay, outline approximate): 14400 km2 on the grid\n", text)

    def test_fits_a_terminal(self):
        for line in self.check(helpers.World().scenario).splitlines()[1:]:
            self.assertLessEqual(len(line), 120)

    def test_baseline(self):
        if helpers.absent_inputs():
            self.skipTest("run ./quickstart first")
        text = self.check(helpers.BASELINE)
        for role in ("elevation", "land", "lake", "river", "temperature", "temperature_min", "temperature_max",
                     "wind_speed", "precipitation"):
            self.assertRegex(text, rf"(?m)^    {role} +(\w+\.tif|weather\.nc): ")
        for region in ("Alaska (jurisdiction, US)", "Yukon (jurisdiction, CA)", "1002 Area (overlay, outline approximate)"):
            self.assertIn(f"    {region}: ", text)
        self.assertNotIn("warnings", text)


class Replaced(unittest.TestCase):
    """An entry that has a parent's name takes its place, and that is told."""

    @classmethod
    def setUpClass(cls):
        cls.world = helpers.World()
        cls.mine = cls.world.folder / "mine.geojson"
        cls.mine.write_text((cls.world.folder / "regions.geojson").read_text())

    def child(self, *lines):
        return self.world.write("child.toml", "\n".join(['extends = "world.toml"', *lines]) + "\n")

    def warnings(self, scenario):
        out = said("check", scenario).replace(str(self.world.folder), "F")
        return out.split("  warnings\n")[1].splitlines() if "  warnings\n" in out else []

    def test_a_region(self):
        child = self.child("[[region]]", 'name = "Plain"', 'file = "mine.geojson"')
        at = helpers.SCENARIO[:helpers.SCENARIO.index('name = "Plain"')].count("\n") + 2
        self.assertEqual(self.warnings(child), [f"    F/child.toml:4:1: region Plain: mine.geojson takes the place of the outline in "
                                                f"F/world.toml:{at}:1; choose another name to count both"])
        code, _, err = helpers.run("run", child, "-o", self.world.out, "--set", "run.last_day=2005-01-03")
        self.assertEqual(code, 0, err)
        self.assertEqual(err.count("mine.geojson takes the place of the outline"), 1, err)
        self.assertIn("warning: ", err)

    def test_another_name_the_same_file_or_another_key_is_no_matter(self):
        for lines in (("[[region]]", 'name = "Plain"', 'file = "regions.geojson"'),
                      ("[[region]]", 'name = "East"', 'country = "US"'), ("[run]", "seed = 2")):
            with self.subTest(lines):
                self.assertEqual(self.warnings(self.child(*lines)), [])

    def test_a_development_and_a_community(self):
        self.world.write("parent.toml", 'extends = "world.toml"\n[[development]]\nname = "Pad"\nfile = "regions.geojson"\n'
                                        '[[community]]\nname = "Here"\nlatitude = 69\nlongitude = -141\n')
        child = self.world.write("child.toml", 'extends = "parent.toml"\n[[development]]\nname = "Pad"\nfile = "mine.geojson"\n'
                                               '[[community]]\nname = "Here"\nlatitude = 69.1\nlongitude = -141.2\n')
        self.assertEqual(self.warnings(child), [
            "    F/child.toml:4:1: development Pad: mine.geojson takes the place of the shapes in F/parent.toml:4:1; "
            "choose another name to keep both",
            "    F/child.toml:7:1: community Here: stands at another place than in F/parent.toml:7:1; choose another name to keep both"])


class Development(unittest.TestCase):
    """What stands where: how large, how long, what it takes from the animals and from how far."""

    @classmethod
    def setUpClass(cls):
        cls.world = helpers.World()
        # 0.1 degrees of a meridian are 11.1 km; a box of half a degree by 0.1 at 69 N is 20 by 11.1 km.
        shapes = [("pad", "Polygon", [[[-141, 69], [-140.5, 69], [-140.5, 69.1], [-141, 69.1], [-141, 69]]]),
                  ("road", "LineString", [[-141, 69.2], [-141, 69.3]]), ("road", "LineString", [[-140, 69.2], [-140, 69.3]]),
                  ("well", "Point", [-140.2, 69.2])]
        (cls.world.folder / "site.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"kind": kind}, "geometry": {"type": form, "coordinates": at}} for kind, form, at in shapes]}))

    def told(self, *lines):
        child = self.world.write("site.toml", "\n".join(['extends = "world.toml"', "[[development]]", 'name = "A site"',
                                                         'file = "site.geojson"', *lines]) + "\n")
        out = said("check", child)
        return [line.strip() for line in out.split("  development\n")[1].split("  regions\n")[0].splitlines()]

    def test_polygons_lines_and_points(self):
        told = self.told()
        self.assertEqual(told[0], "A site: activity 1")
        size = re.fullmatch(r"1 polygon of ([\d.]+) km2, 2 lines of ([\d.]+) km, 1 point; ([\d.]+) km2 built over, nothing grows "
                            r"there \(lines and points 30 m wide\)", told[1])
        self.assertIsNotNone(size, told[1])
        polygon, line, built = map(float, size.groups())
        self.assertAlmostEqual(polygon, 222, delta=2)
        self.assertAlmostEqual(line, 22.3, delta=0.2)
        self.assertAlmostEqual(built, polygon + 0.03 * line, delta=0.2)
        self.assertEqual(told[2], "animals keep off within 1 to 16 km, by season: [movement.*] zone times reach 1")
        self.assertEqual(told[3], "of animals that come to a line 80 % cross at the first try, when activity is 1")

    def of_polygon(self, ring):
        (self.world.folder / "drawn.geojson").write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
        return self.world.write("drawn.toml", 'extends = "world.toml"\n[[development]]\nname = "Drawn"\nfile = "drawn.geojson"\n')

    def test_a_ring_left_open_is_built_over_as_one_that_is_closed(self):
        ring = [[-141, 69], [-140.5, 69], [-140.5, 69.1], [-141, 69.1]]
        for corners in (ring, ring + ring[:1]):
            with self.subTest(corners):
                self.assertRegex(said("check", self.of_polygon(corners)), r"1 polygon of 22\d\.\d km2; 22\d\.\d km2 built over")

    def test_a_polygon_that_crosses_itself_is_never_nothing(self):
        code, out, err = helpers.run("check", self.of_polygon([[-141, 69], [-140, 69.4], [-140, 69], [-141, 69.4], [-141, 69]]))
        self.assertTrue(code == 2 and "cannot be cut into cells (does it cross itself?)" in err or
                        code == 0 and not re.search(r"; 0 km2 built over", out), (code, out, err))

    def test_little_is_not_nothing(self):
        side = 0.0005
        out = said("check", self.of_polygon([[-141, 69], [-141 + side, 69], [-141 + side, 69 + side], [-141, 69 + side], [-141, 69]]))
        self.assertRegex(out, r"1 polygon of 0\.0011 km2; 0\.0011 km2 built over")

    def test_its_keys(self):
        told = self.told("width = 0", "reach = 2", "filter = \"kind = 'pad'\"", "quiet_from = 140", "quiet_until = 170")
        self.assertEqual(told[0], "A site: activity 1, 0 from day 140 to 170, where kind = 'pad'")
        self.assertRegex(told[1], r"^1 polygon of 22\d\.\d km2; width = 0: nothing is built over$")
        self.assertEqual(told[2:], ["animals keep off within 2 to 32 km, by season: [movement.*] zone times reach 2"])


class Changes(unittest.TestCase):
    """What a scenario puts on its layers, and what seems forgotten."""

    @classmethod
    def setUpClass(cls):
        cls.world = helpers.World()

    def told(self, text):
        """(lines of check, warnings) of a child with these layers."""
        out = said("check", self.world.write("child.toml", 'extends = "world.toml"\n' + text)).replace(str(self.world.folder), "F")
        self.assertIn(": in order\n", out)
        before, _, after = out.partition("  warnings\n")
        return [line.strip() for line in before.splitlines()], [line.strip() for line in after.splitlines()]

    @staticmethod
    def layers(keys, *roles):
        return "".join(f'[[layer]]\nrole = "{role}"\n{keys}\n' for role in roles or ("temperature", "temperature_min", "temperature_max"))

    def test_offset_and_scale(self):
        lines, warnings = self.told(self.layers("offset = 1.5") + self.layers("scale = 0.85", "wind_speed"))
        self.assertEqual(lines.count("+1.5 K every day (offset)"), 3)
        self.assertEqual(lines.count("times 0.85 (scale)"), 1)
        self.assertEqual(warnings, [])

    def test_offset_by_month(self):
        lines, warnings = self.told(self.layers("offset_by_month = [0, 0, 0, 0, 1.5, 1.5, 0, 0, 0, 0, 0, -2]"))
        self.assertEqual(lines.count("+0 +0 +0 +0 +1.5 +1.5 +0 +0 +0 +0 +0 -2 K, January to December (offset_by_month)"), 3)
        self.assertEqual(warnings, [])

    def test_offset_by_month_stands_in_the_result(self):
        import h5py
        months = [0, 0, 0, 0, 1.5, 1.5, 0, 0, 0, 0, 0, -2]
        child = self.world.write("child.toml", 'extends = "world.toml"\n' + self.layers(f"offset_by_month = {months}"))
        said("run", "-q", child, "-o", self.world.out, "--set", "run.last_day=2005-01-02")
        with h5py.File(self.world.out) as file:
            parameters = json.loads(file.attrs["parameters"])
        self.assertEqual(parameters["layer.temperature"]["offset_by_month"], months)
        self.assertEqual(parameters["layer.wind_speed"]["offset_by_month"], [])

    def test_a_file_of_changes(self):
        import netCDF4
        with netCDF4.Dataset(self.world.folder / "change.nc", "w") as file:
            for name, values in (("lat", [60, 80]), ("lon", [-160, -120]), ("time", range(12))):
                file.createDimension(name, len(values))
            for name, units, values in (("lat", "degrees_north", [60, 80]), ("lon", "degrees_east", [-160, -120])):
                axis = file.createVariable(name, "f8", (name,))
                axis.units, axis[:] = units, values
            change = file.createVariable("tas", "f4", ("time", "lat", "lon"))
            change.units = "K"
            for month in range(12):
                change[month] = month / 2
        lines, warnings = self.told(self.layers('delta = "change.nc"\ndelta_variable = "tas"'))
        self.assertEqual(lines.count("+0 +0.5 +1 +1.5 +2 +2.5 +3 +3.5 +4 +4.5 +5 +5.5 K, January to December (means over the frame)"), 3)
        self.assertEqual(warnings, [])

    def test_one_temperature_alone(self):
        at = "F/child.toml:2:1: "
        _, warnings = self.told(self.layers("offset = 1.5", "temperature"))
        self.assertEqual(warnings, [at + "temperature is changed, temperature_min and temperature_max are not: mean, least and highest "
                                         "of a day no longer belong together; change all alike"])
        _, warnings = self.told(self.layers("offset = 6", "temperature"))
        self.assertEqual(len(warnings), 2)
        self.assertEqual(warnings[1], "on 2005-01-01 temperature lies outside temperature_min to temperature_max in 100 % of the "
                                      "cells, by 1 K at most")

    def test_units_that_override(self):
        lines, _ = self.told(self.layers('units = "degF"'))
        self.assertEqual(lines.count("note: `units` says degF in place of the file's own degC"), 3)
        lines, _ = self.told(self.layers('units = "degC"'))
        self.assertNotIn("note:", " ".join(lines))


if __name__ == "__main__":
    unittest.main()
