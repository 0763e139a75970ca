"""What the tests of `rangifer inspect` share: asking it, small files to ask about, where the real files are."""
import json
import pathlib

import helpers

DATA = helpers.SOURCE.parent / "shared/data"
CACHE = helpers.SOURCE / "inputs/cache"  # where inputs/prepare unpacks packages of data

ETOPO5 = "usr/share/ferret-vis/data/etopo5.cdf"
NUG = "usr/share/ncarg/data/nug/"


def from_package(path):
    """A file of a Debian package, unpacked by inputs/prepare or installed; None if it is neither."""
    for root in (CACHE, pathlib.Path("/")):
        if (root / path).exists():
            return root / path
    return None


def inspect(file, *options):
    """(exit code, stdout, stderr)."""
    return helpers.run("inspect", file, *options, timeout=60)


def answer(file, *options):
    """What --json says; fails with the message."""
    code, out, said = inspect(file, "--json", *options)
    if code != 0:
        raise AssertionError(f"inspect {file} {' '.join(map(str, options))}: exit code {code}\n{said}")
    return json.loads(out)


def value(file, variable, place, *options):
    """The number on stdout."""
    code, out, said = inspect(file, "--variable", variable, "--at", place, *options)
    if code != 0:
        raise AssertionError(f"inspect {file} {variable} at {place}: exit code {code}\n{said}")
    return float(out)


def refusal(file, *options):
    """The message of a question that must be refused."""
    code, out, said = inspect(file, *options)
    if code != 2 or out:
        raise AssertionError(f"inspect {file} {' '.join(map(str, options))}: exit code {code}\n{out}{said}")
    return said


def series(file, variable, *options):
    """[(time, value)] of --series."""
    code, out, said = inspect(file, "--variable", variable, "--series", *options)
    if code != 0:
        raise AssertionError(f"inspect {file} --series: exit code {code}\n{said}")
    rows = [line.split(",") for line in out.splitlines()]
    assert rows[0] == ["time", "value"], rows[0]
    return [(time, float(number)) for time, number in rows[1:]]


def write_map(path, values, units="degC", name="v", axes=None, attributes=None, time=None, kind="f4", order=None):
    """A netCDF of one variable.

    `values`: (lat, lon) or, with `time` = (numbers, units, calendar), (time, lat, lon); as stored.
    `axes`: {"lat": (numbers, units), "lon": (numbers, units)}; `order`: names of the dimensions as stored.
    """
    import netCDF4
    import numpy as np
    axes = axes or {"lat": (np.arange(66, 72.0), "degrees_north"), "lon": (np.arange(-150, -134, 2.0), "degrees_east")}
    attributes = dict(attributes or {})
    values = np.asarray(values)
    names = (["time"] if time else []) + list(axes)
    with netCDF4.Dataset(path, "w") as file:
        file.set_auto_maskandscale(False)
        if time:
            file.createDimension("time", len(time[0]))
            axis = file.createVariable("time", "f8", ("time",))
            axis.units, axis.calendar = time[1], time[2]
            axis[:] = time[0]
        for axis_name, (numbers, axis_units) in axes.items():
            file.createDimension(axis_name, len(numbers))
            axis = file.createVariable(axis_name, "f8", (axis_name,))
            axis.units = axis_units
            axis[:] = numbers
        fill = attributes.pop("_FillValue", None)
        order = order or names
        variable = file.createVariable(name, kind, order, fill_value=fill)
        variable.set_auto_maskandscale(False)
        if units is not None:
            variable.units = units
        variable.setncatts(attributes)
        variable[:] = np.transpose(values, [names.index(dimension) for dimension in order])
    return path
