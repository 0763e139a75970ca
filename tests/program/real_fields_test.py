#!/usr/bin/env python3
"""Runs on real climate files, and what the model saw of them beside what CDO or GDAL resample from the same.

The files are those of ../shared/data beside the repository; without them the test is skipped.
"""
import datetime
import json
import shutil
import subprocess
import sys
import unittest

import helpers

try:
    import netCDF4
    import numpy as np
    from osgeo import gdal, osr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-netcdf4 python3-gdal")

CLIMATE = helpers.SOURCE.parent / "shared/data/climate"
if not CLIMATE.exists():
    helpers.skip_all(f"no real climate files in {CLIMATE}")
if not shutil.which("cdo"):
    helpers.skip_all("cdo is not installed")
helpers.need_inputs()
gdal.UseExceptions()

POINTS = 1000
DAY = datetime.timedelta(1)


def layer(role, **keys):
    lines = [f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}" for key, value in keys.items()]
    return "\n".join(["[[layer]]", f'role = "{role}"', *lines]) + "\n\n"


def state_of_months(day, middles, months):
    """A monthly state at noon: linear between the middles of the months, constant beyond the outer ones."""
    return np.interp((day - datetime.date(1970, 1, 1)).days + 0.5, middles, months)


class RealFields(unittest.TestCase):
    def setUp(self):
        self.folder = helpers.temporary_folder()
        self.random = np.random.default_rng(1)

    def fields_of(self, scenario, *extra):
        """One run, and the fields it saw."""
        code, _, said = helpers.run("run", scenario, "-q", "-o", self.folder / "run.h5", *extra)
        self.assertEqual((code, said), (0, ""))
        code, _, said = helpers.run("fields", scenario, "-q", "-o", self.folder / "fields.nc", *extra)
        self.assertEqual((code, said), (0, ""))
        fields = netCDF4.Dataset(self.folder / "fields.nc")
        self.addCleanup(fields.close)
        return fields

    def some_cells(self, fields, count):
        rows = self.random.integers(0, fields.dimensions["y"].size, count)
        columns = self.random.integers(0, fields.dimensions["x"].size, count)
        return rows, columns

    def cdo_at(self, source, variable, longitude, latitude):
        """[record, point]: CDO's bilinear remapping of a variable to the points."""
        target = self.folder / "points.txt"
        target.write_text("\n".join([
            "gridtype = unstructured", f"gridsize = {len(longitude)}",
            "xvals = " + "\n".join(f"{v:.8f}" for v in longitude), "yvals = " + "\n".join(f"{v:.8f}" for v in latitude)]))
        out = self.folder / "points.nc"
        done = subprocess.run(["cdo", "-s", "-b", "F64", f"remapbil,{target}", f"-selname,{variable}", source, out],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        with netCDF4.Dataset(out) as file:
            return np.ma.filled(file[variable][:], np.nan).reshape(-1, len(longitude))

    def close(self, seen, expected, tolerance, what):
        self.assertEqual(seen.shape, (POINTS,))
        self.assertTrue(np.isfinite(expected).all())
        worst = np.abs(seen - expected).max()
        print(f"  {what}: worst of {POINTS} points {worst:.2g}, range {expected.min():.1f} to {expected.max():.1f}",
              file=sys.stderr)
        self.assertGreater(np.ptp(expected), 1)
        self.assertLess(worst, tolerance)

    def test_a_year_of_a_global_model_with_365_days_and_gaussian_latitudes(self):
        source = CLIMATE / "canesm2_tas_2007_365day.nc"
        text = f'extends = "{helpers.BASELINE}"\n\n[run]\nfirst_day = 2006-12-01\nlast_day = 2007-11-30\nsnow_lead = 0\n\n'
        for role, offset in (("temperature", 0.0), ("temperature_min", -5.0), ("temperature_max", 5.0)):
            text += layer(role, file=str(source), variable="tas", offset=offset)
        scenario = self.folder / "canesm.toml"
        scenario.write_text(text)
        fields = self.fields_of(scenario, *helpers.settings(["grid.cell=10000", "herd.porcupine.animals_per_agent=500"]))
        rows, columns = self.some_cells(fields, POINTS)
        days = self.random.integers(0, 365, POINTS)
        seen = np.array([fields["temperature"][d, r, c] for d, r, c in zip(days, rows, columns)])
        months = self.cdo_at(source, "tas", fields["lon"][:][rows, columns], fields["lat"][:][rows, columns]) - 273.15
        first = datetime.date(2006, 12, 1)
        starts = [(datetime.date(2006 + (m + 11) // 12, (m + 11) % 12 + 1, 1) - datetime.date(1970, 1, 1)).days
                  for m in range(13)]
        middles = [(a + b) / 2 for a, b in zip(starts, starts[1:])]
        expected = np.array([state_of_months(first + int(d) * DAY, middles, months[:, i]) for i, d in enumerate(days)])
        self.close(seen, expected, 0.05, "CanESM2 2007, K")

    def small_frame(self, middle, half_m, cell_m, layers):
        """A scenario of a small herd in a square frame around a place given in degrees; `layers` by role."""
        x, y = osr.CoordinateTransformation(degrees(), self.laea).TransformPoint(*middle)[:2]
        west, south = round(x / cell_m) * cell_m - half_m, round(y / cell_m) * cell_m - half_m
        world = helpers.World()
        cells = 2 * half_m // cell_m + 8
        for name in ("elevation", "land"):
            helpers.write_raster(world.folder / f"{name}.tif", [[1.0 if name == "land" else 760.0] * cells] * cells,
                                 x_min=west - 4 * cell_m, y_max=south + 2 * half_m + 4 * cell_m, cell=cell_m)
        lon, lat = round(middle[0]), round(middle[1])
        helpers.write_weather(world.folder / "weather.nc", lon=(lon - 3, lon + 3), lat=(lat - 2, lat + 2))
        box = {"type": "Feature", "properties": {"name": "West"}, "geometry": {"type": "Polygon", "coordinates": [
            [[lon - 3, lat - 2], [lon + 3, lat - 2], [lon + 3, lat + 2], [lon - 3, lat + 2], [lon - 3, lat - 2]]]}}
        world.write("regions.geojson", json.dumps({"type": "FeatureCollection", "features": [box]}))
        text = helpers.SCENARIO[:helpers.SCENARIO.index('[[region]]\nname = "East"')]
        for old, new in (("x_min = -120000", f"x_min = {west}"), ("x_max = 120000", f"x_max = {west + 2 * half_m}"),
                         ("y_min = 20000", f"y_min = {south}"), ("y_max = 220000", f"y_max = {south + 2 * half_m}"),
                         ("cell = 20000", f"cell = {cell_m}"), ("latitude = 68.5", f"latitude = {middle[1]}"),
                         ("longitude = -141.0", f"longitude = {middle[0]}"), ("radius = 50", "radius = 2")):
            self.assertEqual(text.count(old), 1, old)
            text = text.replace(old, new)
        world.write("base.toml", text + "\n[terrain]\nplain_max_elevation = 900\ntreeline_at_67n = 0\ntreeline_fall = 0\n")
        return world.write("real.toml", 'extends = "base.toml"\n\n' + layers), (west, south)

    @property
    def laea(self):
        reference = osr.SpatialReference()
        reference.SetFromUserInput(helpers.CRS)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        return reference

    def compare_year(self, scenario, months_at, what, year=2005):
        """The 396 days of a run against monthly states; months_at(rows, columns, fields) from January of the year before."""
        fields = self.fields_of(scenario)
        rows, columns = self.some_cells(fields, POINTS)
        days = self.random.integers(0, 396, POINTS)
        seen = np.array([fields["temperature"][d, r, c] for d, r, c in zip(days, rows, columns)])
        months = months_at(rows, columns, fields)
        starts = [(datetime.date(year - 1 + m // 12, m % 12 + 1, 1) - datetime.date(1970, 1, 1)).days for m in range(37)]
        middles = [(a + b) / 2 for a, b in zip(starts, starts[1:])]
        first = datetime.date(year, 1, 1) - 31 * DAY
        expected = np.array([state_of_months(first + int(d) * DAY, middles, months[:, i]) for i, d in enumerate(days)])
        self.close(seen, expected, 0.05, what)

    def test_a_year_of_monthly_maps_of_1_km_in_alaska_albers(self):
        source = CLIMATE / "toolik_akalbers_1km/historic-climate.nc"
        with netCDF4.Dataset(source) as file:
            x, y = np.array(file["x"][:], float), np.array(file["y"][:], float)
            january_2004 = (2004 - 1901) * 12
            months = np.array(file["tair"][january_2004:january_2004 + 36], float)
        albers = osr.SpatialReference()
        albers.ImportFromEPSG(3338)
        albers.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        middle = osr.CoordinateTransformation(albers, degrees()).TransformPoint(x.mean(), y.mean())[:2]
        text = layer("precipitation", file=str(source), variable="precip")
        for role, offset in (("temperature", 0.0), ("temperature_min", -5.0), ("temperature_max", 5.0)):
            text += layer(role, file=str(source), variable="tair", offset=offset)
        scenario, (west, south) = self.small_frame(middle, 3000, 500, text)

        def warped(rows, columns, _):
            maps = []
            for month in months:  # by the CF axes, which rise with the row; GDAL's own idea of the file is upside down
                data = gdal.GetDriverByName("MEM").Create("", len(x), len(y), 1, gdal.GDT_Float64)
                data.SetGeoTransform((x[0] - 500, 1000, 0, y[-1] + 500, 0, -1000))
                data.SetSpatialRef(albers)
                data.GetRasterBand(1).WriteArray(month[::-1])
                target = gdal.Warp("", data, format="MEM", dstSRS=helpers.CRS, resampleAlg="bilinear", width=12, height=12,
                                   outputBounds=(west, south, west + 6000, south + 6000), errorThreshold=0)
                maps.append(target.ReadAsArray()[::-1][rows, columns])
            return np.array(maps)

        self.compare_year(scenario, warped, "Toolik 2005, K")

    def test_a_year_of_monthly_reanalysis_with_whole_numbers_as_dates(self):
        source = CLIMATE / "era5_monthly_denali_2010.nc"
        with netCDF4.Dataset(source) as file:
            january_2014 = list(file["date"][:]).index(20140101)
        text = "[run]\nfirst_day = 2015-01-01\nlast_day = 2015-12-31\n\n"
        for role, offset in (("temperature", 0.0), ("temperature_min", -5.0), ("temperature_max", 5.0)):
            text += layer(role, file=str(source), variable="t2m", offset=offset)
        for role in ("wind_speed", "precipitation"):
            text += layer(role, file="weather_2015.nc", variable="sfcWind" if role == "wind_speed" else "pr")
        scenario, _ = self.small_frame((-149.175, 63.795), 4000, 500, text)
        helpers.write_weather(scenario.parent / "weather_2015.nc", lon=(-152, -146), lat=(62, 66),
                              first=datetime.date(2014, 12, 1), last=datetime.date(2015, 12, 31))

        def remapped(rows, columns, fields):
            every = self.cdo_at(source, "t2m", fields["lon"][:][rows, columns], fields["lat"][:][rows, columns])
            return every[january_2014:january_2014 + 36] - 273.15

        self.compare_year(scenario, remapped, "ERA5 Denali 2015, K", 2015)

    def test_a_day_of_a_regional_model_on_a_rotated_pole(self):
        source = CLIMATE / "cordex_arc44_rotpole_tas_20010101.nc"
        text = f'extends = "{helpers.BASELINE}"\n\n[run]\nfirst_day = 2001-01-01\nlast_day = 2001-01-01\nsnow_lead = 0\n\n'
        text += layer("temperature", file=str(source), variable="tas")
        scenario = self.folder / "cordex.toml"
        scenario.write_text(text)
        fields = self.fields_of(scenario, *helpers.settings(["grid.cell=10000", "herd.porcupine.animals_per_agent=500"]))
        rows, columns = self.some_cells(fields, POINTS)
        seen = np.asarray(fields["temperature"][0])[rows, columns]
        expected = self.cdo_at(source, "tas", fields["lon"][:][rows, columns], fields["lat"][:][rows, columns])[0]
        self.close(seen, expected - 273.15, 0.05, "CORDEX 2001-01-01, K")


def degrees():
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + ["-v"] if len(sys.argv) == 1 else sys.argv)
