#!/usr/bin/python3
"""The result file opens unmodified in the tools that people have, and says the same in all of them."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

import helpers

try:
    import h5netcdf  # noqa: F401
    import h5py
    import netCDF4  # noqa: F401
    import numpy as np
    import xarray as xr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-xarray python3-netcdf4 python3-h5netcdf python3-h5py")

RESULT = helpers.tiny_run()


def groups():
    with h5py.File(RESULT, "r") as file:
        return [None] + [name for name in file if isinstance(file[name], h5py.Group)]


def opened(group, engine="netcdf4"):
    with xr.open_dataset(RESULT, group=group, engine=engine) as data:
        return data.load()


def is_text(variable):
    return variable.dtype.kind in "OSU"


class ResultFile(unittest.TestCase):
    def run_tool(self, *command):
        """Output of a tool; skips the test where the tool is absent."""
        if shutil.which(command[0]) is None:
            self.skipTest(f"{command[0]} is not installed")
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    def test_every_group_opens_alike_with_both_engines(self):
        for group in groups():
            with self.subTest(group=group):
                xr.testing.assert_identical(opened(group, "netcdf4"), opened(group, "h5netcdf"))

    def test_root_says_what_the_file_is(self):
        root = opened(None).attrs
        self.assertEqual(root["format"], "rangifer run")
        self.assertEqual(root["Conventions"], "CF-1.10")
        for name in ("scenario", "parameters", "version", "commit", "seed", "replicate", "step_h"):
            self.assertIn(name, root)
        json.loads(root["parameters"])

    def test_ncdump_and_h5dump_read_it(self):
        for command in (("ncdump", "-h", RESULT), ("h5dump", "-H", RESULT)):
            with self.subTest(tool=command[0]):
                done = self.run_tool(*command)
                self.assertEqual(done.returncode, 0, done.stderr)

    def check_gdal(self, path):
        done = self.run_tool("gdalinfo", "-json", f'NETCDF:"{path}":/map/use')
        self.assertEqual(done.returncode, 0, done.stderr)
        info = json.loads(done.stdout)
        data = opened("map")
        x, y, use = data.x.values, data.y.values, data.use
        cell = x[1] - x[0]
        self.assertEqual(info["size"], [x.size, y.size])
        self.assertEqual(len(info["bands"]), use.sizes["herd"] * use.sizes["season"])
        np.testing.assert_allclose(info["geoTransform"], [x[0] - cell / 2, cell, 0, y[-1] + cell / 2, 0, -cell])
        self.assertIn(data.crs.attrs["grid_mapping_name"].replace("_", " "),
                      info["coordinateSystem"]["wkt"].lower())

    def test_gdal_knows_where_the_maps_lie(self):
        self.check_gdal(RESULT)

    def test_gdal_opens_a_copy_named_nc(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(RESULT, os.path.join(folder, "run.nc"))
            self.check_gdal(copy)
            done = self.run_tool("gdalinfo", copy)
            self.assertIn("Driver: netCDF", done.stdout)

    def test_days_follow_each_other(self):
        for group in ("herd", "region", "audit"):
            with self.subTest(group=group):
                data = opened(group)
                self.assertTrue((np.diff(data.time.values) == np.timedelta64(1, "D")).all())
                np.testing.assert_array_equal(data.time_bnds.values[:, 0], data.time.values)

    def test_jurisdictions_sum_to_the_herd_each_day(self):
        region, herd = opened("region"), opened("herd")
        jurisdiction = region.kind.attrs["flag_meanings"].split().index("jurisdiction")
        counted = region.animals.where(region.kind == jurisdiction, 0).sum("region")
        np.testing.assert_array_equal(counted.values, herd.alive.sum("cohort").values)

    def test_it_says_how_long_it_waited_for_input(self):
        with h5py.File(RESULT, "r") as file:
            performance = file["performance"].attrs
            self.assertGreaterEqual(performance["seconds_waiting_for_input"], 0)
            self.assertLess(performance["seconds_waiting_for_input"], performance["wall_time_s"])

    def test_books_are_balanced(self):
        audit = opened("audit")
        self.assertGreater(audit.sizes["time"], 0)
        self.assertFalse(audit.residual.values.any())
        self.assertFalse(audit.jurisdiction_sum_residual.values.any())
        np.testing.assert_array_equal(
            (audit.alive_before + audit.born - audit.lost_total).values, audit.alive.values)
        np.testing.assert_array_equal(audit.alive_before.values[1:], audit.alive.values[:-1])


class OtherProjections(unittest.TestCase):
    def test_a_cone_has_both_its_parallels_and_pyproj_reads_it_back(self):
        import pyproj
        world = helpers.World()
        cone = "+proj=aea +lat_1=60 +lat_2=75 +lat_0=68 +lon_0=-141 +datum=WGS84 +units=m"
        code, _, said = helpers.run("run", world.scenario, "-q", "-o", world.out,
                                    *helpers.settings([f'grid.crs="{cone}"', "run.last_day=2005-01-05"]))
        self.assertEqual((code, said), (0, ""))
        with h5py.File(world.out, "r") as file:
            mapping = file["map/crs"].attrs
            self.assertEqual(list(mapping["standard_parallel"]), [60.0, 75.0])
            crs = pyproj.CRS.from_wkt(mapping["crs_wkt"].decode() if isinstance(mapping["crs_wkt"], bytes)
                                      else mapping["crs_wkt"])
            known = {name: (value.decode() if isinstance(value, bytes) else value) for name, value in mapping.items()
                     if name not in ("CLASS", "NAME", "_FillValue", "crs_wkt", "long_name")}
        self.assertTrue(crs.is_projected)
        self.assertEqual(tuple(pyproj.CRS.from_cf(known).to_cf()["standard_parallel"]), (60.0, 75.0))


if __name__ == "__main__":
    unittest.main(verbosity=2)
