"""What the tests of the whole program share: how to run it, a small real result, a small made-up world."""
import atexit
import datetime
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ.get("RANGIFER_SOURCE") or pathlib.Path(__file__).resolve().parents[2])
PROGRAM = pathlib.Path(os.environ.get("RANGIFER") or SOURCE / "build/release/rangifer").resolve()
BASELINE = SOURCE / "inputs/porcupine/baseline.toml"
PREPARED = [BASELINE.parent / name
            for name in ("elevation.tif", "land.tif", "lake.tif", "river.tif", "weather.nc", "mpi_esm_lr_tas.nc")]

# The baseline in small: 90 x 80 cells and some 400 agents, a second or two.
TINY = ["grid.cell=10000", "herd.porcupine.animals_per_agent=500", "run.first_day=2005-01-01",
        "run.last_day=2005-12-31", "output.tracks=20"]


def skip_all(reason):
    """Ends a test script as skipped (ctest's SKIP_RETURN_CODE)."""
    print(f"skipped: {reason}")
    sys.exit(77)


def absent_inputs():
    """Names of the baseline's inputs that have not been made yet."""
    return [str(path.relative_to(SOURCE)) for path in PREPARED if not path.exists()]


def need_inputs():
    """Ends the script as skipped where the inputs of the baseline have not been made."""
    if absent := absent_inputs():
        skip_all(f"run ./quickstart first; not made yet: {', '.join(absent)}")


def run(*args, cwd=None, timeout=300, **environment):
    """Runs the program; (exit code, stdout, stderr)."""
    # Idle threads that spin would slow down whatever else the machine does.
    env = os.environ | {"OMP_WAIT_POLICY": "passive"} | environment
    done = subprocess.run([str(PROGRAM), *map(str, args)], cwd=cwd or SOURCE, env=env, capture_output=True,
                          text=True, timeout=timeout)
    return done.returncode, done.stdout, done.stderr


def settings(values):
    """["a=1", ...] as arguments of --set."""
    return [word for value in values for word in ("--set", value)]


def datasets(path):
    """Every dataset of a result but those of performance/, as bytes; texts as words: their bytes are places in memory."""
    import h5py

    def held(item):
        values = item[()]
        return values.tolist() if item.dtype.kind == "O" else values.tobytes()
    found = {}
    with h5py.File(path) as file:
        file.visititems(lambda name, item: found.update({name: (item.dtype.str, item.shape, held(item))})
                        if isinstance(item, h5py.Dataset) else None)
    return {name: value for name, value in found.items() if not name.startswith("performance")}


def temporary_folder():
    """A folder that is removed when the test script ends."""
    folder = tempfile.mkdtemp(prefix="rangifer-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return pathlib.Path(folder)


def _key(scenario, arguments):
    """Changes with the program, the inputs and what is asked of them."""
    parts = TINY + [str(argument) for argument in arguments]
    for path in [PROGRAM, scenario, BASELINE, BASELINE.parent / "regions.geojson", *PREPARED]:
        state = path.stat()
        parts.append(f"{path} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


_made = {}


def tiny_run():
    """Path of the result of a small run of the baseline: one year, coarse grid, few agents.

    RANGIFER_RESULT names another result to be tested in its place.
    """
    return os.environ.get("RANGIFER_RESULT") or tiny_member("tiny", BASELINE)


def tiny_member(name, scenario, *arguments):
    """The same of another scenario, or with other arguments of `rangifer run`, such as --replicate.

    Made once and shared by all test scripts through the build folder: a lock lets one of them make it while
    the others wait. `name` tells it from the others that are kept.
    """
    if name in _made:
        return _made[name]
    need_inputs()
    folder = PROGRAM.parent / "tests-tiny-run"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        folder = temporary_folder()
    with open(folder / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = folder / f"{name}-{_key(scenario, arguments)}.h5"
        if not result.exists():
            for old in folder.glob(f"{name}-*"):
                old.unlink()
            code, _, said = run("run", scenario, "-q", "-o", result, *settings(TINY), *arguments)
            if code != 0:
                raise SystemExit(f"the tiny run {name} failed with exit code {code}:\n{said}")
    _made[name] = str(result)
    return _made[name]


# ---- a made-up world: 12 x 10 cells of 20 km on the border meridian --------------------------------
#
# From south to north: four rows of forest, a ridge, three rows of tundra plain, the sea. It needs none of
# the prepared inputs, so that tests with it run anywhere.

COLUMNS, ROWS, CELL_M = 12, 10, 20000
X_MIN, Y_MIN = -120000, 20000
CRS = "+proj=laea +lat_0=68 +lon_0=-141 +datum=WGS84"
FIRST, LAST = datetime.date(2004, 12, 1), datetime.date(2005, 12, 31)

SCENARIO = """\
[run]
title = "a made-up herd"
first_day = 2005-01-01
last_day = 2005-12-31
step = 3
seed = 1
snow_lead = 31

[grid]
x_min = -120000
x_max = 120000
y_min = 20000
y_max = 220000
cell = 20000

[movement]
perception = 1

[output]
tracks = 5

[herd.small]
size = 4000
wolf_range = 800  # km2
animals_per_agent = 10

[[herd.small.winter_area]]
name = "South wood"
latitude = 68.5
longitude = -141.0
radius = 50

[[layer]]
role = "elevation"
file = "elevation.tif"

[[layer]]
role = "land"
file = "land.tif"

[[layer]]
role = "temperature"
file = "weather.nc"
variable = "tas"

[[layer]]
role = "temperature_min"
file = "weather.nc"
variable = "tasmin"

[[layer]]
role = "temperature_max"
file = "weather.nc"
variable = "tasmax"

[[layer]]
role = "wind_speed"
file = "weather.nc"
variable = "sfcWind"

[[layer]]
role = "precipitation"
file = "weather.nc"
variable = "pr"

[[region]]
name = "West"
file = "regions.geojson"
kind = "jurisdiction"
country = "US"

[[region]]
name = "East"
file = "regions.geojson"
kind = "jurisdiction"
country = "CA"

[[region]]
name = "Plain"
file = "regions.geojson"
"""


def write_raster(path, rows, unit="", x_min=X_MIN, y_max=Y_MIN + ROWS * CELL_M, cell=CELL_M, crs=CRS):
    """A GeoTIFF of `rows`, given from south to north."""
    import numpy as np
    from osgeo import gdal, osr
    gdal.UseExceptions()
    values = np.asarray(rows, dtype="float32")[::-1]
    reference = osr.SpatialReference()
    reference.SetFromUserInput(crs)
    data = gdal.GetDriverByName("GTiff").Create(str(path), values.shape[1], values.shape[0], 1, gdal.GDT_Float32)
    data.SetGeoTransform((x_min, cell, 0, y_max, 0, -cell))
    data.SetProjection(reference.ExportToWkt())
    band = data.GetRasterBand(1)
    band.SetUnitType(unit)
    band.WriteArray(values)
    data.FlushCache()


def write_weather(path, change=None, first=FIRST, last=LAST, lon=(-147, -135), lat=(67, 71)):
    """Daily CF netCDF in degrees, a plain yearly course. `change(name, values)` may spoil a variable."""
    import netCDF4
    import numpy as np
    days = (last - first).days + 1
    longitude, latitude = np.arange(lon[0], lon[1] + 1, 2.0), np.arange(lat[0], lat[1] + 1, 1.0)
    of_year = np.array([(first + datetime.timedelta(d)).timetuple().tm_yday for d in range(days)])
    mean = -9 - 20 * np.cos(2 * np.pi * (of_year - 20) / 365.0)
    fields = {"tas": (mean, "degC"), "tasmin": (mean - 5, "degC"), "tasmax": (mean + 5, "degC"),
              "sfcWind": (np.full(days, 3.0), "m s-1"), "pr": (np.full(days, 0.8), "mm day-1")}
    with netCDF4.Dataset(path, "w") as file:
        file.Conventions = "CF-1.10"
        for name, values, units in (("lat", latitude, "degrees_north"), ("lon", longitude, "degrees_east"),
                                    ("time", np.arange(days), f"days since {first}")):
            file.createDimension(name, len(values))
            axis = file.createVariable(name, "f8", (name,))
            axis.units = units
            axis[:] = values
        file["time"].calendar = "standard"
        for name, (course, units) in fields.items():
            variable = file.createVariable(name, "f4", ("time", "lat", "lon"), fill_value=np.float32(-1e30))
            variable.units = units
            values = np.broadcast_to(course[:, None, None], (days, len(latitude), len(longitude))).copy()
            variable[:] = np.ma.masked_invalid(change(name, values) if change else values)


def _box(name, west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "properties": {"name": name, "approximate": True, "source": "made up"},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


class World:
    """A folder with the made-up world; `scenario` is its scenario file, `out` where a result may go."""

    def __init__(self):
        try:
            import netCDF4  # noqa: F401
            from osgeo import gdal  # noqa: F401
        except ImportError as problem:
            skip_all(f"{problem}: install python3-netcdf4 python3-gdal")
        self.folder = temporary_folder()
        self.scenario = self.folder / "world.toml"
        self.out = self.folder / "result.h5"
        self.scenario.write_text(SCENARIO)
        height = [150, 150, 150, 150, 400, 60, 60, 60, 0, 0]
        write_raster(self.folder / "elevation.tif", [[h] * COLUMNS for h in height], "m")
        write_raster(self.folder / "land.tif", [[1.0 if h > 0 else 0.0] * COLUMNS for h in height])
        write_weather(self.folder / "weather.nc")
        (self.folder / "regions.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
            _box("West", -150, 66, -141, 72), _box("East", -141, 66, -132, 72), _box("Plain", -145, 69, -137, 69.6)]}))

    def write(self, name, text):
        """A file of the folder, such as a scenario that extends world.toml."""
        path = self.folder / name
        path.write_text(text)
        return path

    def edited(self, old, new):
        """A copy of the scenario with one passage changed."""
        assert SCENARIO.count(old) == 1, f"{old!r} occurs {SCENARIO.count(old)} times"
        return self.write("edited.toml", SCENARIO.replace(old, new))
