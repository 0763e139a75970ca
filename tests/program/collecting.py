"""What the tests of `rangifer collect` share: members of a made-up world, and how they are collected."""
import json
import shutil
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

WORLD = helpers.World()
FOLDER = WORLD.folder
LINE = {"type": "LineString", "coordinates": [[-144, 69.3], [-138, 69.3]]}
(FOLDER / "road.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"kind": "road"}, "geometry": LINE}]}))
ROAD = WORLD.write("road.toml", "\n".join([
    'extends = "world.toml"', "[run]", 'title = "a road"', "[[development]]", 'name = "A road"',
    'file = "road.geojson"', "reach = 2"]) + "\n")
GROUPS = ("/", "map", "herd", "calving", "crossing", "region", "track", "impact", "audit")


def made(name, scenario=WORLD.scenario, *settings, replicate=0):
    path = FOLDER / name
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        code, _, said = helpers.run("run", "-q", scenario, "-o", path, "--replicate", replicate,
                                    *helpers.settings(["run.last_day=2005-07-05", *settings]))
        assert code == 0, said
    return path


def members():
    """Three replicates of the world, with and without a road."""
    return [made(f"members/{name}{k}.h5", scenario, replicate=k)
            for name, scenario in (("base", WORLD.scenario), ("road", ROAD)) for k in range(3)]


def copied(of, name, change=None, **attributes):
    """A copy of a result with other attributes of the root."""
    path = FOLDER / name
    path.parent.mkdir(exist_ok=True)
    shutil.copy(of, path)
    with h5py.File(path, "r+") as file:
        for key, value in attributes.items():
            if key in file.attrs:
                del file.attrs[key]
            file.attrs[key] = np.bytes_(value) if isinstance(value, str) else value
        if change:
            change(file)
    return path


def collected(*arguments, out="ensemble.h5"):
    """(path, what was printed)"""
    code, said, problems = helpers.run("collect", *arguments, "-o", FOLDER / out)
    assert code == 0, problems
    assert not list(FOLDER.rglob("*.partial")), "half a file was left over"
    return FOLDER / out, said


def opened(path, group, engine="netcdf4", **how):
    with xr.open_dataset(path, group=None if group == "/" else group, engine=engine, **how) as data:
        return data.load()


def of_members(file, group):
    """Variables of a group that lie along `member` and come from the members."""
    for name, variable in file[group].items():
        if isinstance(variable, h5py.Dataset) and variable.ndim > 1:
            if "member" in variable.dims[0].keys() or variable.dims[0][0].name.endswith("/member"):
                yield name, variable


class Case(unittest.TestCase):
    maxDiff = None

    def refused(self, *arguments):
        left = set(FOLDER.rglob("*"))
        code, out, said = helpers.run("collect", *arguments)
        self.assertEqual((code, out), (2, ""), said)
        self.assertEqual(set(FOLDER.rglob("*")), left, "something was written")
        return said.replace(str(FOLDER), "F")
