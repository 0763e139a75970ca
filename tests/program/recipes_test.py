#!/usr/bin/env python3
"""The recipes of inputs/README.md: each works as printed on files laid out like the product's own."""
import datetime
import re
import sys
import unittest

import helpers

try:
    import netCDF4
    import numpy as np
    from osgeo import gdal, osr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-netcdf4 python3-gdal")

gdal.UseExceptions()
RECIPE = re.compile(r"<!-- recipe: (\w+) -->\n```toml\n(.*?)```", re.DOTALL)
FIRST, LAST = helpers.FIRST, helpers.LAST
DAYS = (LAST - FIRST).days + 1


def recipes():
    return dict(RECIPE.findall((helpers.SOURCE / "inputs/README.md").read_text()))


def warmth(days_of_year):
    """degC: a plain year."""
    return -9 - 20 * np.cos(2 * np.pi * (np.asarray(days_of_year) - 20) / 365.0)


def of_year(days):
    return np.array([day.timetuple().tm_yday for day in days])


def dates(first, last):
    return [first + datetime.timedelta(n) for n in range((last - first).days + 1)]


class Files:
    """Small files laid out like those of a product, below one folder."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def tif(self, name, crs, west, north, cell, values, nodata=None, kind=gdal.GDT_Float32):
        reference = osr.SpatialReference()
        reference.SetFromUserInput(crs)
        rows, columns = values.shape
        data = gdal.GetDriverByName("GTiff").Create(str(self.path(name)), columns, rows, 1, kind, ["COMPRESS=DEFLATE"])
        data.SetGeoTransform((west, cell, 0, north, 0, -cell))
        data.SetProjection(reference.ExportToWkt())
        if nodata is not None:
            data.GetRasterBand(1).SetNoDataValue(nodata)
        data.GetRasterBand(1).WriteArray(values)
        data.FlushCache()

    def tif_around(self, name, crs, cell, fill, **more):
        """A map in `crs` that covers the made-up world; fill(shape) gives its values."""
        to = osr.CoordinateTransformation(self.reference(helpers.CRS), self.reference(crs))
        xs = np.linspace(helpers.X_MIN, -helpers.X_MIN, 20)
        ys = np.linspace(helpers.Y_MIN, helpers.Y_MIN + helpers.ROWS * helpers.CELL_M, 20)
        corner = np.array([to.TransformPoint(x, y)[:2] for x in xs for y in ys])
        west, south = corner.min(axis=0) - 4 * cell
        east, north = corner.max(axis=0) + 4 * cell
        shape = (int((north - south) / cell) + 1, int((east - west) / cell) + 1)
        self.tif(name, crs, west, north, cell, fill(shape), **more)

    @staticmethod
    def reference(crs):
        reference = osr.SpatialReference()
        reference.SetFromUserInput(crs)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        return reference

    def netcdf(self, name):
        return netCDF4.Dataset(self.path(name), "w")


def axis(file, name, values, kind="f8", **attributes):
    file.createDimension(name, len(values))
    variable = file.createVariable(name, kind, (name,))
    variable.setncatts(attributes)
    variable[:] = values


def era5_axes(file, hours_since_1970):
    axis(file, "valid_time", hours_since_1970 * 3600, "i8", units="seconds since 1970-01-01", calendar="proleptic_gregorian",
         standard_name="time", long_name="time")
    axis(file, "latitude", np.arange(71.0, 66.9, -0.5), units="degrees_north", standard_name="latitude")
    axis(file, "longitude", np.arange(-148.0, -133.9, 0.5), units="degrees_east", standard_name="longitude")
    number = file.createVariable("number", "i8", ())
    number.units = "1"
    number.standard_name = "realization"
    number[...] = 0
    version = file.createVariable("expver", str, ("valid_time",))
    version[:] = np.array(["0001"] * len(hours_since_1970), dtype=object)


def era5_land(files):
    sea = np.zeros((9, 29), bool)
    sea[:3] = True  # 70 N and beyond: the store's land product has nothing there
    for year in (2004, 2005, 2006):
        first = datetime.date(2004, 12, 1) if year == 2004 else datetime.date(year, 1, 1)
        last = datetime.date(2006, 1, 2) if year == 2006 else datetime.date(year, 12, 31)
        start = (first - datetime.date(1970, 1, 1)).days * 24
        hours = start + np.arange(((last - first).days + 1) * 24)
        day = np.array([(datetime.date(1970, 1, 1) + datetime.timedelta(int(h) // 24)).timetuple().tm_yday for h in hours])
        daily_wave = 5 * np.sin(2 * np.pi * (hours % 24 - 9) / 24)

        def put(name, variable, values, units, step):
            with files.netcdf(f"era5_land/{name}_{year}.nc") as file:
                era5_axes(file, hours)
                out = file.createVariable(variable, "f4", ("valid_time", "latitude", "longitude"), fill_value=np.float32("nan"))
                out.units, out.GRIB_stepType = units, step
                out.coordinates = "number valid_time latitude longitude expver"
                field = np.broadcast_to(values[:, None, None], (len(hours), 9, 29)).astype("f4").copy()
                field[:, sea] = np.nan
                out[:] = field

        put("t2m", "t2m", warmth(day) + daily_wave + 273.15, "K", "instant")
        # Since midnight: the hour that ends a day, stamped 00:00 of the next, holds all of it.
        put("tp", "tp", np.where(hours % 24 == 0, 24, hours % 24) * 0.8e-3 / 24, "m", "accum")
        with files.netcdf(f"era5_land/wind_{year}.nc") as file:
            era5_axes(file, hours)
            for name, standard in (("u10", "eastward_wind"), ("v10", "northward_wind")):
                out = file.createVariable(name, "f4", ("valid_time", "latitude", "longitude"), fill_value=np.float32("nan"))
                out.units, out.standard_name = "m s**-1", standard
                field = np.full((len(hours), 9, 29), 2.0, "f4")
                field[:, sea] = np.nan
                out[:] = field
    with files.netcdf("era5_land/geo.nc") as file:
        era5_axes(file, np.array([0]))
        out = file.createVariable("z", "f4", ("valid_time", "latitude", "longitude"))
        out.units, out.standard_name = "m**2 s**-2", "geopotential"
        out[:] = 100 * 9.80665


DAYMET = "+proj=lcc +lat_1=25 +lat_2=60 +lat_0=42.5 +lon_0=-100 +x_0=0 +y_0=0 +ellps=WGS84 +units=m"


def daymet(files):
    to = osr.CoordinateTransformation(files.reference(helpers.CRS), files.reference(DAYMET))
    back = osr.CoordinateTransformation(files.reference(DAYMET), files.reference("EPSG:4326"))
    corner = np.array([to.TransformPoint(x, y)[:2] for x in np.linspace(-140e3, 140e3, 15) for y in np.linspace(0, 240e3, 15)])
    xs = np.arange(corner[:, 0].min(), corner[:, 0].max() + 4000, 4000.0)
    ys = np.arange(corner[:, 1].max() + 4000, corner[:, 1].min(), -4000.0)
    place = np.array([[back.TransformPoint(x, y)[:2] for x in xs] for y in ys])
    for year in (2004, 2005):
        days = [d for d in dates(datetime.date(year, 1, 1), datetime.date(year, 12, 31)) if d.timetuple().tm_yday <= 365]
        course = warmth(of_year(days))
        for name, values, units in (("tmin", course - 5, "degrees C"), ("tmax", course + 5, "degrees C"),
                                    ("prcp", np.full(365, 0.8), "mm/day"),
                                    ("swe", np.clip(150 - np.abs(of_year(days) - 120) * 3.0, 0, None), "kg/m2")):
            with files.netcdf(f"daymet/daymet_v4_daily_na_{name}_{year}.nc") as file:
                axis(file, "time", [(d - datetime.date(1950, 1, 1)).days + 0.5 for d in days], "f4",
                     units="days since 1950-01-01 00:00:00", calendar="standard", standard_name="time", bounds="time_bnds")
                axis(file, "y", ys, units="m", standard_name="projection_y_coordinate")
                axis(file, "x", xs, units="m", standard_name="projection_x_coordinate")
                file.createDimension("nv", 2)
                bounds = file.createVariable("time_bnds", "f4", ("time", "nv"))
                bounds[:] = np.array([[(d - datetime.date(1950, 1, 1)).days + side for side in (0, 1)] for d in days])
                yearday = file.createVariable("yearday", "i2", ("time",))
                yearday.long_name = "day of year (DOY) starting with day 1 on January 1st"
                yearday[:] = of_year(days)
                for which, standard, unit in ((1, "latitude", "degrees_north"), (0, "longitude", "degrees_east")):
                    where = file.createVariable(standard[:3], "f4", ("y", "x"))
                    where.units, where.standard_name = unit, standard
                    where[:] = place[:, :, which]
                mapping = file.createVariable("lambert_conformal_conic", "i2", ())
                mapping.setncatts({"grid_mapping_name": "lambert_conformal_conic", "longitude_of_central_meridian": -100.0,
                                   "latitude_of_projection_origin": 42.5, "false_easting": 0.0, "false_northing": 0.0,
                                   "standard_parallel": [25.0, 60.0], "semi_major_axis": 6378137.0,
                                   "inverse_flattening": 298.257223563})
                out = file.createVariable(name, "f4", ("time", "y", "x"), fill_value=np.float32(-9999), zlib=True)
                out.setncatts({"units": units, "missing_value": np.float32(-9999), "coordinates": "lat lon",
                               "grid_mapping": "lambert_conformal_conic", "cell_methods": "area: mean time: mean"})
                out[:] = np.broadcast_to(values[:, None, None], (365, len(ys), len(xs)))


def snap(files):
    for year, month in [(2004, m) for m in (11, 12)] + [(2005, m) for m in range(1, 13)] + [(2006, 1)]:
        mean = float(warmth(30.4 * (month - 0.5)))
        for name, value in (("tas_mean_C", mean), ("pr_total_mm", 24.0)):
            files.tif_around(f"snap/{name}_CRU_TS40_historical_{month:02d}_{year}.tif", "EPSG:3338", 10000,
                             lambda shape, v=value: np.full(shape, v, "f4"), nodata=-9999)


GAUSSIAN = np.array([62.78735, 65.57761, 68.36776, 71.15775, 73.94752])  # uneven, T42


def cmip6(files):
    variables = {"tas": ("K", 273.15), "tasmin": ("K", 268.15), "tasmax": ("K", 278.15), "pr": ("kg m-2 s-1", None),
                 "sfcWind": ("m s-1", None)}
    for variable, (units, shift) in variables.items():
        for first, last in ((2001, 2004), (2005, 2008)):
            days = np.arange((first - 1850) * 365, (last + 1 - 1850) * 365)
            with files.netcdf(f"cmip6/{variable}_day_CanESM5_ssp245_r1i1p1f1_gn_{first}0101-{last}1231.nc") as file:
                file.Conventions = "CF-1.7 CMIP-6.2"
                axis(file, "time", days + 0.5, units="days since 1850-01-01", calendar="noleap", standard_name="time",
                     axis="T", bounds="time_bnds")
                axis(file, "lat", GAUSSIAN, units="degrees_north", standard_name="latitude", axis="Y")
                axis(file, "lon", np.arange(200, 240, 2.8125), units="degrees_east", standard_name="longitude", axis="X")
                file.createDimension("bnds", 2)
                file.createVariable("time_bnds", "f8", ("time", "bnds"))[:] = np.stack([days, days + 1], axis=1)
                height = file.createVariable("height", "f8", ())
                height.setncatts({"units": "m", "axis": "Z", "positive": "up", "standard_name": "height"})
                height[...] = 2.0
                out = file.createVariable(variable, "f4", ("time", "lat", "lon"), fill_value=np.float32(1e20))
                out.setncatts({"units": units, "coordinates": "height", "missing_value": np.float32(1e20)})
                values = warmth(days % 365 + 1) + shift if shift else np.full(len(days), 0.8 / 86400 if variable == "pr" else 3.0)
                out[:] = np.broadcast_to(values[:, None, None], (len(days), 5, len(file["lon"])))


def delta(files):
    for name, variable, units, value in (("tas_change", "tas", "K", 3.0), ("pr_ratio", "pr", "1", 1.2)):
        with files.netcdf(f"cmip6/{name}_2041-2070_CanESM5_ssp245.nc") as file:
            axis(file, "time", 365 * 200 + np.arange(12) * 30.4 + 15, units="days since 1850-01-01", calendar="365_day",
                 standard_name="time")
            axis(file, "lat", GAUSSIAN, units="degrees_north")
            axis(file, "lon", np.arange(200, 240, 2.8125), units="degrees_east")
            out = file.createVariable(variable, "f4", ("time", "lat", "lon"))
            out.units = units
            out[:] = value


def modis(files):
    for year, days in ((2004, (321, 337, 353)), (2005, range(1, 366, 16)), (2006, (1, 17))):
        for doy in days:
            green = 2000 + 4000 * np.exp(-((doy - 200) / 50) ** 2)
            files.tif(f"modis/MOD13A1.061__500m_16_days_NDVI_doy{year}{doy:03d}_aid0001.tif", "EPSG:4326", -148, 71.5, 0.05,
                      np.full((90, 290), green, "i2"), nodata=-3000, kind=gdal.GDT_Int16)


def above_snow(files):
    crs = files.reference("ESRI:102001")  # Canada Albers Equal Area Conic
    to = osr.CoordinateTransformation(files.reference(helpers.CRS), crs)
    corner = np.array([to.TransformPoint(x, y)[:2] for x in np.linspace(-140e3, 140e3, 15) for y in np.linspace(0, 240e3, 15)])
    xs = np.arange(corner[:, 0].min(), corner[:, 0].max() + 6000, 6000.0)
    ys = np.arange(corner[:, 1].min(), corner[:, 1].max() + 6000, 6000.0)
    for name, factor in (("snod", 1.0), ("swed", 0.28)):
        for first, last in ((datetime.date(2004, 9, 1), datetime.date(2005, 8, 31)),
                            (datetime.date(2005, 9, 1), datetime.date(2006, 8, 31))):
            days = dates(first, last)
            with files.netcdf(f"above/{name}_{last.year}.nc") as file:
                axis(file, "time", np.arange(len(days)), units=f"days since {first}", calendar="standard")
                axis(file, "y", ys, units="m", standard_name="projection_y_coordinate")
                axis(file, "x", xs, units="m", standard_name="projection_x_coordinate")
                file.createVariable("crs", "i4", ()).setncatts({"crs_wkt": crs.ExportToWkt(), "grid_mapping_name": "albers_conical_equal_area"})
                out = file.createVariable(name, "f4", ("time", "y", "x"), fill_value=np.float32(-9999), zlib=True)
                out.setncatts({"units": "m", "grid_mapping": "crs"})
                depth = np.clip(0.5 - 0.005 * np.abs(of_year(days) - 110), 0, None) * factor
                out[:] = np.broadcast_to(depth[:, None, None], (len(days), len(ys), len(xs)))


def dem(files):
    def heights(shape):
        values = np.full(shape, 60.0, "f4")
        values[:, :3] = -9999
        return values
    files.tif_around("dem/arcticdem_mosaic_1km_v4.1_dem.tif", "EPSG:3413", 1000, heights, nodata=-9999)


def nalcms(files):
    def classes(shape):
        values = np.full(shape, 12, "u1")
        values[shape[0] // 2:] = 2
        return values
    files.tif_around("nalcms/NA_NALCMS_landcover_2020_30m.tif", "+proj=laea +lat_0=45 +lon_0=-100 +datum=WGS84", 500, classes,
                     nodata=0, kind=gdal.GDT_Byte)


MAKERS = {make.__name__: make for make in (era5_land, daymet, snap, cmip6, delta, modis, above_snow, dem, nalcms)}


class Recipes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = helpers.World()
        cls.files = Files(cls.world.folder)

    def scenario(self, name):
        text = recipes()[name]
        self.assertIn('extends = "../porcupine/baseline.toml"', text)
        MAKERS[name](self.files)
        return self.world.write(f"{name}.toml", text.replace("../porcupine/baseline.toml", "world.toml"))

    def test_every_recipe_has_its_files(self):
        self.assertEqual(set(recipes()), set(MAKERS))


def add(name, command):
    def test(self):
        scenario = self.scenario(name)
        words = [command, scenario] + (["-q", "-o", self.world.folder / f"{name}.h5"] if command == "run" else [])
        code, out, err = helpers.run(*words)
        self.assertEqual(code, 0, err)
        self.assertEqual(err, "")
        if command == "check":
            for role in re.findall(r'role = "(\w+)"', recipes()[name]):
                self.assertIn(role, out)
    setattr(Recipes, f"test_{name}", test)


for recipe in MAKERS:
    add(recipe, "run" if recipe in ("era5_land", "daymet", "modis", "above_snow", "nalcms", "delta") else "check")

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + ["-v"] if len(sys.argv) == 1 else sys.argv)
