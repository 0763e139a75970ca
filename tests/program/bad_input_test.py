#!/usr/bin/python3
"""A wrong input stops the program at the door: exit code 2, one message that helps, nothing left behind.

All on a made-up world, so that the tests run where the inputs of the baseline have not been prepared.
"""
import datetime
import shutil
import unittest

import helpers
from helpers import SCENARIO

WORLD = helpers.World()
FOLDER = WORLD.folder


def day_number(*day):
    return (datetime.date(*day) - helpers.FIRST).days


class BadInput(unittest.TestCase):
    maxDiff = None

    def tearDown(self):
        """Whatever a test did, there is neither a result nor a piece of one."""
        left = [p.name for p in FOLDER.rglob("*") if p.name.endswith(".partial") or p.name.startswith("result")]
        self.assertEqual(left, [])

    def refused(self, *arguments, code=2):
        """The message of a call that must be refused, with the folder's name shortened to F."""
        got, out, said = helpers.run(*arguments)
        said = said.replace(str(FOLDER), "F")
        self.assertEqual(got, code, said)
        self.assertEqual(out, "")
        for noise in ("terminate", "exception", "Error 4", "HDF5-DIAG"):
            self.assertNotIn(noise, said)
        return said

    def run_refused(self, scenario, *arguments):
        return self.refused("run", "-q", scenario, "-o", WORLD.out, *arguments)

    def edited(self, old, new):
        """What the program says to the scenario with one passage changed."""
        return self.run_refused(WORLD.edited(old, new))

    def with_set(self, *values):
        return self.run_refused(WORLD.scenario, *helpers.settings(values))

    def with_weather(self, name, change=None, **which):
        """What it says when the weather comes from a spoilt file."""
        helpers.write_weather(FOLDER / name, change, **which)
        return self.run_refused(WORLD.write("edited.toml", SCENARIO.replace('"weather.nc"', f'"{name}"')))

    def line_of(self, text):
        return SCENARIO[:SCENARIO.index(text)].count("\n") + 1

    def says(self, message, *parts):
        for part in parts:
            self.assertIn(part, message)

    # ---- the scenario file

    def test_misspelt_key(self):
        said = self.edited("step = 3", "stepp = 3")
        self.says(said, "1 problem\n", "F/edited.toml:5:1: [run] stepp: no such key; did you mean step?")

    def test_misspelt_table(self):
        said = self.edited("[movement]", "[movment]")
        self.says(said, f"F/edited.toml:{self.line_of('[movement]')}:1: [movment]: no such table; did you mean [movement]?")

    def test_key_in_the_wrong_table(self):
        self.says(self.with_set("calving.yearling=0.5"), "[calving] yearling: no such key; did you mean [survival] yearling?")

    def test_unit_in_the_value(self):
        said = self.edited("step = 3", 'step = "3 hours"')
        self.says(said, 'F/edited.toml:5:1: [run] step: expected a number (h, 0.5 to 24), found the text "3 hours"')

    def test_several_problems_in_one_report(self):
        said = self.edited("step = 3\nseed = 1", 'step = "3 hours"\nsede = 1\nreplicate = -4')
        self.says(said, "F/edited.toml: 3 problems\n", "F/edited.toml:5:1: [run] step", "F/edited.toml:6:1: [run] sede",
                  "F/edited.toml:7:1: [run] replicate = -4: outside 0 to 1000000")

    def test_out_of_range(self):
        said = self.edited("size = 4000", "size = 0")
        self.says(said, ":1: [herd.small] size = 0 animals: outside 1 to 5000000 animals")

    def test_missing_date(self):
        self.says(self.edited("first_day = 2005-01-01\n", ""), "[run] first_day: missing; expected a date (YYYY-MM-DD)")

    def test_no_such_day(self):
        self.says(self.edited("last_day = 2005-12-31", "last_day = 2005-13-31"), "F/edited.toml:4:19:", "month between 1 and 12")
        self.says(self.with_set("run.last_day=2005-02-30"), "run.last_day=2005-02-30: no such day in the calendar")

    def test_last_day_before_the_first(self):
        self.says(self.with_set("run.last_day=2004-06-01"), "[run] last_day = 2004-06-01 comes before first_day = 2005-01-01")

    def test_not_a_scenario(self):
        self.says(self.edited("[grid]", "[grid"), "F/edited.toml:9:6: not TOML", "expected ']'")
        self.says(self.run_refused(FOLDER / "nobody.toml"), "F/nobody.toml: no such file")
        self.says(self.run_refused(FOLDER), "F: is a folder, not a scenario file")

    def test_a_scenario_that_extends_itself(self):
        self.says(self.run_refused(WORLD.write("self.toml", 'extends = "self.toml"\n')),
                  "F/self.toml:1:1: a scenario that extends itself: F/self.toml -> F/self.toml")
        a = WORLD.write("a.toml", 'extends = "b.toml"\n')
        WORLD.write("b.toml", '\nextends = "a.toml"\n')
        self.says(self.run_refused(a), "F/b.toml:2:1: a scenario that extends itself: F/a.toml -> F/b.toml -> F/a.toml")

    def test_a_parent_that_is_not_there(self):
        self.says(self.run_refused(WORLD.write("orphan.toml", 'extends = "nobody.toml"\n')),
                  'F/orphan.toml:1:1: extends = "nobody.toml": no such file (F/nobody.toml)')
        code, _, said = helpers.run("check", "orphan.toml", cwd=FOLDER)  # a path on its own says where it was looked for
        self.assertEqual(code, 2)
        self.assertIn(f'orphan.toml:1:1: extends = "nobody.toml": no such file ({FOLDER / "nobody.toml"})', said)

    def test_a_problem_of_the_parent_names_the_parent(self):
        WORLD.edited("size = 4000", "size = 0")
        said = self.run_refused(WORLD.write("child.toml", 'extends = "edited.toml"\n'))
        self.says(said, "F/child.toml: 1 problem\n", f"F/edited.toml:{self.line_of('size = 4000')}:1: [herd.small] size = 0")

    # ---- steps, start, places

    def test_step_that_does_not_divide_the_day(self):
        said = self.with_set("run.step=7", "movement.reference_step=7")
        self.says(said, "1 problem\n", "[run] step = 7 h: a whole number of steps must fit in a day")

    def test_step_other_than_the_coefficients_were_fitted_for(self):
        said = self.with_set("run.step=6")
        self.says(said, "[run] step = 6 h, but the coefficients of [movement] hold for steps of 3 h (movement.reference_step)")

    def test_start_outside_winter(self):
        said = self.with_set("run.first_day=2005-06-01")
        self.says(said, "[run] first_day = 2005-06-01: the herd starts on its winter range", "1 December to 31 March")

    def test_winter_area_outside_the_grid(self):
        said = self.edited("latitude = 68.5", "latitude = 60.5")
        self.says(said, "[[herd.small.winter_area]] South wood", "60.500 N 141.000 W, lies outside [grid]")

    def test_winter_area_in_the_sea(self):
        said = self.edited("latitude = 68.5\nlongitude = -141.0\nradius = 50",
                           "latitude = 69.9\nlongitude = -141.0\nradius = 5")
        self.says(said, "winter area South wood: no ")

    def test_no_winter_area(self):
        said = self.run_refused(WORLD.write("bare.toml", SCENARIO.replace("[[herd.small.winter_area]]", "[snow]")
                                            .replace('name = "South wood"\nlatitude = 68.5\nlongitude = -141.0\nradius = 50\n', "")))
        self.says(said, "[herd.small]: needs at least one [[herd.small.winter_area]]")

    def test_memory_of_a_herd(self):
        own = "[herd.small.memory]\n"
        self.says(self.edited("[[layer]]\nrole = \"elevation\"", own + "forgett = 3\n\n[[layer]]\nrole = \"elevation\""),
                  "[herd.small.memory] forgett: no such key; did you mean forget?")
        self.says(self.with_set("herd.small.memory.groups=0"), "[herd.small.memory] groups = 0", "1 to 16")
        self.says(self.with_set("herd.small.memroy.groups=2"), "[herd.small.memroy]: no such table; did you mean [herd.small.memory]?")
        self.says(self.with_set("herd.small.memory.inherited_lowest=9000"), "winter area South wood: no low tundra", "[memory]")

    def test_places_where_a_herd_calved_before(self):
        def place(lines):
            return self.run_refused(WORLD.write("places.toml", 'extends = "world.toml"\n[[herd.small.calving_memory]]\n' + lines))

        good = 'name = "Plain"\nlatitude = 69.2\nlongitude = -141\n'
        self.says(place('name = "Plain"\nlatitude = 69.2\n'), "[herd.small.calving_memory.Plain] longitude: missing")
        self.says(place(good + "raduis = 3\n"), "[herd.small.calving_memory.Plain] raduis: no such key; did you mean radius?")
        self.says(place(good + "share = 0\n"), "[[herd.small.calving_memory]]: no share exceeds 0")
        self.says(place(good.replace("69.2", "60")), "[[herd.small.calving_memory]] Plain: its middle, 60.000 N 141.000 W, lies outside [grid]")
        self.says(place(good.replace("69.2", "69.9") + "radius = 5\n"), "herd small: no land of its calving memory Plain",
                  "each of its winter areas (South wood)")

    def test_grid(self):
        self.says(self.with_set("grid.cell=17000"), "[grid] cell = 17000 m: the extent of 240000 x 200000 m is not a whole number of cells")
        self.says(self.with_set("grid.x_max=-120000"), "[grid]: x_max must exceed x_min")
        self.says(self.with_set('grid.crs="+proj=nonsense"'), "1 problem ", "[grid] crs: PROJ does not know", "'+proj=nonsense'")
        self.says(self.with_set('grid.crs="EPSG:4326"'), "1 problem ", "[grid] crs: 'EPSG:4326' is in degrees", "metres")

    # ---- layers

    def test_missing_raster(self):
        said = self.edited('file = "land.tif"', 'file = "lnd.tif"')
        line = self.line_of('role = "land"') - 1
        self.says(said, "1 problem with the inputs\n", f"F/edited.toml:{line}:1: ",
                  "F/lnd.tif: no such file; did you mean land.tif?")

    def test_inputs_that_have_not_been_prepared(self):
        """A clean clone: the folder above the data holds the script that makes them."""
        clone = FOLDER / "inputs/somewhere"
        clone.mkdir(parents=True)
        (clone.parent / "prepare").touch()
        (clone / "world.toml").write_text(SCENARIO)
        said = self.run_refused(clone / "world.toml")
        self.says(said, "land.tif: no such file\n", "(./quickstart makes the files of F/inputs/somewhere; ")

    def test_missing_folder(self):
        self.says(self.edited('file = "land.tif"', 'file = "data/land.tif"'), "F/data/land.tif: no such file; nor is there a folder F/data")

    def test_raster_of_another_place(self):
        helpers.write_raster(FOLDER / "far.tif", [[1.0] * 12] * 10, x_min=1_000_000)
        said = self.edited('file = "land.tif"', 'file = "far.tif"')
        self.says(said, "F/far.tif: band 1 covers 0 % of the model grid; its own extent is x 1010000 .. 1230000, y 30000 .. 210000",
                  "first cell without a value: 68.248 N 143.660 W")

    def test_raster_that_covers_a_part(self):
        helpers.write_raster(FOLDER / "half.tif", [[1.0] * 12] * 10, x_min=-240_000)
        said = self.edited('file = "land.tif"', 'file = "half.tif"')
        self.says(said, "F/half.tif: band 1 covers 50 % of the model grid; its own extent is x -230000 .. -10000")

    def test_raster_without_any_value(self):
        helpers.write_raster(FOLDER / "empty.tif", [[float("nan")] * 12] * 10)
        self.says(self.edited('file = "land.tif"', 'file = "empty.tif"'), "F/empty.tif: band 1 has no value anywhere on the model grid")

    def test_raster_that_is_none(self):
        WORLD.write("letter.tif", "hello")
        self.says(self.edited('file = "land.tif"', 'file = "letter.tif"'), "F/letter.tif: is no raster of a known format")
        self.says(self.edited('role = "temperature"\nfile = "weather.nc"', 'role = "temperature"\nfile = "land.tif"'),
                  "F/land.tif: no band called tas; it has 1 band")
        self.says(self.edited('role = "temperature"\nfile = "weather.nc"\nvariable = "tas"\n',
                              'role = "temperature"\nfile = "land.tif"\nunits = "degC"\n'),
                  "F/land.tif: variable band 1 has no time")

    def test_weather_of_another_place(self):
        said = self.with_weather("south.nc", lat=(40, 60))
        self.says(said, "5 problems", "F/south.nc: variable tas covers 0 % of the model grid; its own extent is lon -147 .. -135, lat 40 .. 60")

    def test_wrong_unit(self):
        import netCDF4
        shutil.copy(FOLDER / "weather.nc", FOLDER / "metres.nc")
        with netCDF4.Dataset(FOLDER / "metres.nc", "a") as file:
            file["tas"].units = "m"
        said = self.edited('file = "weather.nc"\nvariable = "tas"\n', 'file = "metres.nc"\nvariable = "tas"\n')
        self.says(said, "F/metres.nc: variable tas is in 'm', which does not convert to 'degC'")
        said = self.edited('variable = "tas"\n', 'variable = "tas"\nunits = "m"\n')
        self.says(said, "F/weather.nc: variable tas is in 'm', which does not convert to 'degC'")

    def test_unit_that_hides_behind_the_right_name(self):
        """Kelvin written down as degrees Celsius."""
        said = self.with_weather("kelvin.nc", lambda name, v: v + 273.15 if name == "tas" else v)
        self.says(said, "F/kelvin.nc: variable tas gives ", " degC on 2004-12-01 at ", "temperature must lie in -75 .. 45 degC")

    def test_period_past_the_end_of_the_weather(self):
        said = self.with_set("run.last_day=2006-03-01")
        self.says(said, "5 problems with the inputs",
                  "F/weather.nc: variable tas holds 2004-12-01 to 2005-12-31, but 2004-12-01 to 2006-03-01 is needed")

    def test_period_before_the_weather_explains_the_lead(self):
        said = self.with_set("run.snow_lead=60")
        self.says(said, "but 2004-11-02 to 2005-12-31 is needed", "60 days before the first day: [run] snow_lead")

    def test_layer_without_any_value(self):
        said = self.with_weather("nan.nc", lambda name, v: v * float("nan") if name == "tas" else v)
        self.says(said, "F/nan.nc: variable tas on 2004-12-01: no value anywhere")

    def test_gap_in_the_middle_of_the_run(self):
        def gap(name, values):
            if name == "pr":
                values[day_number(2005, 4, 17), :, 3] = float("nan")
            return values
        said = self.with_weather("gap.nc", gap)
        self.says(said, "F/gap.nc: variable pr on 2005-04-17: no value at 68.260 N 142.693 W",
                  "the run stopped here; F/result.h5 was not written")

    def test_unbelievable_value_in_the_middle_of_the_run(self):
        def hot(name, values):
            if name == "tasmax":
                values[day_number(2005, 4, 17)] = 90
            return values
        said = self.with_weather("hot.nc", hot)
        self.says(said, "F/hot.nc: variable tasmax gives 90 degC on 2005-04-17 at ", "temperature_max must lie in -75 .. 50 degC")

    def test_unknown_role(self):
        said = self.edited('role = "temperature"\n', 'role = "temprature"\n')
        self.says(said, '[[layer]] role = "temprature": no such role; did you mean temperature?')
        said = self.edited('role = "temperature"\n', 'role = "smoke"\n')
        self.says(said, '[[layer]] role = "smoke": no such role; known are elevation, land, lake, river, land_cover,')

    def test_a_misspelt_role_is_one_problem(self):
        child = WORLD.write("child.toml", 'extends = "world.toml"\n[[layer]]\nrole = "temprature"\noffset = 1.5\n')
        said = self.run_refused(child)
        self.says(said, "1 problem\n", 'F/child.toml:3:1: [[layer]] role = "temprature": no such role; did you mean temperature?')

    def test_offset_by_month(self):
        def said(line):
            return self.run_refused(WORLD.write("child.toml", f'extends = "world.toml"\n[[layer]]\nrole = "temperature"\n{line}\n'))
        self.says(said("offset_by_month = [0, 0, 0, 0, 1.5, 1.5, 0, 0, 0, 0, 0]"), "1 problem\n",
                  "F/child.toml:4:1: [layer.temperature] offset_by_month: has 11 numbers; expected 12, January to December")
        self.says(said("offset_by_month = 1.5"), "offset_by_month: expected a list of numbers, found the number 1.5")
        self.says(said("months = [5, 6]"), "F/child.toml:4:1: [layer.temperature] months: no such key; did you mean offset_by_month?")
        self.says(self.edited('file = "land.tif"', 'file = "land.tif"\noffset_by_month = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]'),
                  "`offset_by_month` says nothing about a map of land")

    def test_a_value_out_of_range_tells_of_the_offset(self):
        self.says(self.edited('variable = "tas"\n', 'variable = "tas"\noffset = 274.65\n'),
                  "degC on 2004-12-01 at ", ", after offset 274.65; temperature must lie in -75 .. 45 degC")

    def test_an_unknown_key_of_a_development_lists_the_keys(self):
        said = self.run_refused(WORLD.write("child.toml", 'extends = "world.toml"\n[[development]]\nname = "x"\nfile = "regions.geojson"\n'
                                                          'avoid = 5\nzone = 10\n'))
        self.says(said, "2 problems\n", "avoid: no such key; [development.x] has name, file, filter, reach, activity, quiet,",
                  "zone: no such key; did you mean [movement.calving] zone? [development.x] has name, file,")

    def test_places_that_cannot_be_or_lie_elsewhere(self):
        import json
        def said(table, *corners):
            west, south, east, north = corners
            ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
            (FOLDER / "mine.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
                {"type": "Feature", "properties": {"name": "Mine"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}))
            return self.run_refused(WORLD.write("child.toml", f'extends = "world.toml"\n[[{table}]]\nname = "Mine"\nfile = "mine.geojson"\n'))
        swapped = "F/mine.geojson: latitude -142.3 is not possible; longitude comes first (in GeoJSON, too): [-142.3, 69.3]"
        for table in ("region", "development"):
            self.says(said(table, 69.3, -142.3, 69.5, -142.0), swapped)
            self.says(said(table, 142.0, 69.3, 142.3, 69.5), "F/mine.geojson: Mine lies outside the grid: it lies at 69.3-69.5 N, "
                      "142.0-142.3 E; the grid runs 68.2-", "; west is negative")
            self.assertNotIn("west is negative", said(table, 5, 60, 6, 61))
        self.says(said("region", -142.001, 69.3, -142.0, 69.301),
                  "F/mine.geojson: Mine holds the middle of no cell: it has 0.0044 km2, a cell 400; draw it larger, or make [grid] cell smaller")

    def test_missing_role(self):
        said = self.edited('[[layer]]\nrole = "land"\nfile = "land.tif"\n', "")
        self.says(said, "no [[layer]] has role land (share of the cell that is not sea)")

    def test_role_given_twice(self):
        said = self.run_refused(WORLD.write("twice.toml", SCENARIO + '\n[[layer]]\nrole = "land"\nfile = "elevation.tif"\n'))
        self.says(said, "role land is given twice: F/land.tif and F/elevation.tif")

    def test_variable_that_the_file_does_not_have(self):
        self.says(self.edited('variable = "tas"\n', 'variable = "tass"\n'), "F/weather.nc: no variable tass; did you mean tas?")

    def test_network_address(self):
        said = self.edited('file = "land.tif"', 'file = "https://example.org/land.tif"')
        self.says(said, "https://example.org/land.tif: is a network address")

    def test_regions(self):
        self.says(self.edited('name = "Plain"', 'name = "Plane"'), "F/regions.geojson: no polygon is named Plane; did you mean Plain?")
        self.says(self.edited('name = "Plain"', 'name = "My lease block"'),
                  "F/regions.geojson: no polygon is named My lease block; it has East, Plain, West")
        self.says(self.edited('kind = "jurisdiction"\ncountry = "US"', 'kind = "state"\ncountry = "US"'),
                  '[[region]] kind = "state": expected "jurisdiction" or "overlay"')

    def test_harvest_of_nowhere_and_nobody(self):
        def said(lines):
            return self.run_refused(WORLD.write("hunted.toml", f"{SCENARIO}\n[[harvest]]\nname = \"autumn\"\nanimals = 10\n{lines}\n"))

        self.says(said('region = "Wst"'), '[[harvest]] region = "Wst": the scenario has no such region; did you mean West?')
        self.says(said('region = "West"\nherd = "smal"'), '[[harvest]] herd = "smal": the scenario has no such herd; did you mean small?')
        self.says(said('region = "West"\nbulls = 2'), "bulls = 2: outside 0 to 1")
        self.says(said(""), "1 problem")

    # ---- where the result goes

    def test_output_folder_that_is_not_there(self):
        said = self.refused("run", "-q", WORLD.scenario, "-o", FOLDER / "no/where.h5")
        self.says(said, "F/no/where.h5: there is no folder F/no")

    def test_output_that_is_a_folder(self):
        said = self.refused("run", "-q", WORLD.scenario, "-o", FOLDER)
        self.says(said, "F: is a folder; name a file in it, such as F/run.h5")

    def test_default_output_folder_that_is_not_there(self):
        code, _, said = helpers.run("run", "-q", WORLD.scenario, cwd=FOLDER)
        self.assertEqual(code, 2)
        self.says(said, "outputs/world.h5: there is no folder outputs")

    def test_weather_needs_its_table(self):
        self.says(self.refused("weather", WORLD.scenario, "-o", FOLDER / "new.nc"), "F/world.toml: has no [weather] table")
        self.assertFalse((FOLDER / "new.nc").exists())

    # ---- the command line

    def test_no_command(self):
        self.says(self.refused(), "which command? run, check, estimate, inspect, weather, fields, validate, export, report, compare, collect, sensitivity, calibrate, submit, status, parameters, completion, manual", "--help")

    def test_unknown_command(self):
        self.says(self.refused("rnu", WORLD.scenario), "no such command: rnu; did you mean run?")
        self.says(self.refused("frobnicate"), "no such command: frobnicate; there are run, check, estimate, inspect, weather, fields, validate, export, report, compare, collect, sensitivity, calibrate, submit, status, parameters, completion, manual")

    def test_wrong_command_line(self):
        for arguments, part in [
            (("run",), "scenario is required"),
            (("run", WORLD.scenario, "--outptu", "x.h5"), "run: no option --outptu; did you mean --output?"),
            (("run", WORLD.scenario, WORLD.scenario), "F/world.toml: is asked for twice"),
            (("run", WORLD.scenario, "--threads", "0"), "--threads: Value 0 not in range 1 to 1024"),
            (("run", WORLD.scenario, "--replicate", "two"), "--replicate two: expected a number from 0 to 1000000, a range such as 0..9 or a list"),
            (("weather", WORLD.scenario), "--output is required"),
            (("validate",), "runs is required"),
            (("validate", FOLDER / "nobody.h5"), "F/nobody.h5: no such file"),
            (("validate", WORLD.scenario), "F/world.toml: not an HDF5 file, or a broken one"),
            (("validate", WORLD.scenario, "--cvs", "x.csv"), "validate: no option --cvs; did you mean --csv?"),
            (("export", FOLDER / "nobody.h5"), "--output is required"),
            (("collect", FOLDER / "nobody.h5", "-o", FOLDER / "e.h5"), "F/nobody.h5: no such file"),
            (("collect", "--check", WORLD.scenario), "F/world.toml: not an HDF5 file, or a broken one"),
            (("report", FOLDER / "nobody.h5"), "--output is required"),
            (("report", WORLD.scenario, "-o", FOLDER / "page.html"), "F/world.toml: not an HDF5 file, or a broken one"),
            (("export", WORLD.scenario, "-o", FOLDER / "gis"), "F/world.toml: not an HDF5 file, or a broken one"),
            (("report", FOLDER, "-o", FOLDER / "page.html"), "F: is a folder, not a result file; name one result in it, or compare two folders"),
            (("export", FOLDER, "-o", FOLDER / "gis"), "F: is a folder, not a result file; name one result in it, or compare two folders"),
            (("parameters", "developmnt"), "parameters developmnt: no table or key has this in its name; did you mean development?"),
            (("parameters", "zzzzzz"), "parameters zzzzzz: no table or key has this in its name; rangifer parameters lists all"),
            (("parameters", "--json", "--markdown"), "--markdown excludes --json"),
        ]:
            with self.subTest(arguments=arguments[1:]):
                self.says(self.refused(*arguments), part)

    def test_set(self):
        for value, part in [
            ("run.sead=7", "--set: [run] sead: no such key; did you mean seed?"),
            ("seed=7", "--set: seed: no such key; did you mean [run] seed?"),
            ("run.seed", "--set: run.seed: expected name=value, such as run.seed=3"),
            ("run.seed=", "--set: run.seed=: no value after ="),
            ("run.seed=x", "--set 'run.seed=\"x\"'"),
            ("run.step=3 hours", "--set: run.step=3 hours: not a TOML value"),
            ("=4", "--set: =4: names are separated by single dots"),
            ("foo.bar=1", "--set: [foo]: no such table"),
            ("movement.winter.kapa=1", "--set: [movement.winter] kapa: no such key; did you mean kappa?"),
            ("herd.small.size=0", "--set: [herd.small] size = 0 animals: outside 1 to 5000000 animals"),
        ]:
            with self.subTest(value=value):
                self.says(self.with_set(value), part)


if __name__ == "__main__":
    unittest.main()
