#!/usr/bin/env python3
"""`rangifer export`: what GDAL reads in the folder is what the result holds, in its place on the map."""
import hashlib
import json
import pathlib
import subprocess
import sys
import unittest

import h5py
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import helpers  # noqa: E402

try:
    from osgeo import gdal, ogr, osr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-gdal")
helpers.need_inputs()
gdal.UseExceptions()
ogr.UseExceptions()

WORLD = helpers.temporary_folder()
SEASONS = ("winter", "spring_migration", "pre_calving", "calving", "post_calving", "early_summer", "mid_summer",
           "fall_migration", "rut_late_fall")


def export(result, folder, *more):
    return helpers.run("export", result, "-o", folder, *more)


def features(layer):
    return [json.loads(feature.ExportToJson()) for feature in layer]


def years_of(days):
    return np.asarray(days).astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970


class OfARun(unittest.TestCase):
    """Two years in coarse cells."""

    @classmethod
    def setUpClass(cls):
        cls.result = WORLD / "two_years.h5"
        code, _, said = helpers.run("run", helpers.BASELINE, "-q", "-o", cls.result, *helpers.settings(
            [s for s in helpers.TINY if "last_day" not in s] + ["run.last_day=2006-12-31"]))
        assert code == 0, said
        cls.folder = WORLD / "gis"
        code, cls.out, cls.said = export(cls.result, cls.folder)
        assert code == 0, cls.said
        cls.file = h5py.File(cls.result, "r")
        cls.layers = ogr.Open(str(cls.folder / "calving_ground.gpkg"))

    @classmethod
    def tearDownClass(cls):
        cls.file.close()
        cls.layers = None

    def band(self, name, number):
        """(values, description, unit): a band of GDAL does not outlive its data set."""
        data = gdal.Open(str(self.folder / name))
        band = data.GetRasterBand(number)
        return band.ReadAsArray(), band.GetDescription(), band.GetUnitType()

    def same(self, name, band, expected):
        """A band holds a map of the result, which goes from south to north."""
        np.testing.assert_array_equal(self.band(name, band)[0], np.asarray(expected)[::-1], f"{name}, band {band}")

    def test_files(self):
        by_year = ["births", "snow_free_doy", "green_up_doy", "mosquito_hours", "oestrid_hours", "calving_density_by_year"]
        expected = {f"{name}.tif" for name in [*by_year, *(f"use_{s}" for s in SEASONS), "elevation", "land_fraction",
                                               "forest", "region_mask", "calving_density"]}
        expected |= {"calving_ground.gpkg", "README.txt"}
        present = {path.name for path in self.folder.iterdir()}
        self.assertLessEqual(expected, present)
        self.assertEqual([name for name in present if not name.endswith((".tif", ".gpkg", ".txt"))], [])
        self.assertEqual(self.said, "")
        self.assertIn(f"{len(present)} files; README.txt says what each is", self.out)

    def test_place(self):
        x, y = self.file["map/x"][:], self.file["map/y"][:]
        expected = (x[0] - 5000, 10000, 0, y[-1] + 5000, 0, -10000)
        crs = osr.SpatialReference(self.file["map/crs"].attrs["crs_wkt"].decode())
        for path in self.folder.glob("*.tif"):
            with self.subTest(path.name):
                data = gdal.Open(str(path))
                self.assertEqual(data.GetGeoTransform(), expected)
                self.assertTrue(data.GetSpatialRef().IsSame(crs))
                self.assertEqual(data.GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE"), "COG")
                self.assertEqual(data.GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE"), "DEFLATE")
                self.assertTrue(all(data.GetRasterBand(b + 1).GetDescription() for b in range(data.RasterCount)))
        for layer in self.layers:
            self.assertTrue(layer.GetSpatialRef().IsSame(crs), layer.GetName())

    def test_gdalinfo(self):
        try:
            said = subprocess.run(["gdalinfo", str(self.folder / "elevation.tif")], capture_output=True, text=True).stdout
        except FileNotFoundError:
            self.skipTest("gdal-bin is not installed")
        self.assertIn("LAYOUT=COG", said)
        self.assertIn("NoData Value=nan", said)
        self.assertIn("Unit Type: m", said)

    def test_values(self):
        maps = self.file["map"]
        for name in ("elevation", "land_fraction", "forest", "region_mask"):
            self.same(f"{name}.tif", 1, maps[name][:])
        for name in ("births", "snow_free_doy", "green_up_doy", "mosquito_hours", "oestrid_hours"):
            for i, year in enumerate((2005, 2006)):
                self.same(f"{name}.tif", i + 1, maps[name][i])
                self.assertEqual(self.band(f"{name}.tif", i + 1)[1], str(year))
        for i, season in enumerate(SEASONS):
            self.same(f"use_{season}.tif", 1, maps["use"][0, i])
        self.assertEqual(self.band("mosquito_hours.tif", 1)[2], "h")

    def test_density(self):
        births = self.file["impact/births"][:, 0]
        for i in (0, 1):
            values, description, unit = self.band("calving_density_by_year.tif", i + 1)
            self.assertAlmostEqual(values.sum() * 100 / births[i], 1, 4)  # cells of 100 km2
            self.assertEqual((description, unit), (("2005", "2006")[i], "km-2"))
        values, _, unit = self.band("calving_density.tif", 1)
        self.assertAlmostEqual(values.sum() * 100 / births.mean(), 1, 4)
        self.assertEqual(unit, "km-2 year-1")

    def test_calving_grounds(self):
        for name, variable in (("annual_calving_ground", "annual_area"),
                               ("concentrated_calving_ground", "concentrated_area")):
            layer = self.layers.GetLayerByName(name)
            self.assertEqual(layer.GetFeatureCount(), 3)
            years = {}
            for ground in layer:
                shape = ground.GetGeometryRef()
                self.assertTrue(shape.IsValid())
                self.assertEqual(shape.GetGeometryName(), "MULTIPOLYGON")
                self.assertAlmostEqual(shape.GetArea() / 1e6 / ground["area_km2"], 1, delta=0.02)
                self.assertEqual((ground["herd"], ground["bandwidth_km"]), ("porcupine", 6))
                years[ground["year"]] = ground["area_km2"]
                if ground["year"] is None:
                    self.assertEqual(ground["years"], "2005-2006")
                self.assertTrue(0.5 < ground["share"] <= 0.95)
            self.assertEqual([years[2005], years[2006]], self.file["impact"][variable][:, 0].tolist())  # exactly

    def test_most_births_lie_in_the_annual_ground(self):
        layer = self.layers.GetLayerByName("annual_calving_ground")
        layer.SetAttributeFilter("year = 2005")
        feature = layer.GetNextFeature()  # owns its geometry
        ground = feature.GetGeometryRef()
        layer.SetAttributeFilter(None)
        calving = self.file["calving"]
        rows = years_of(calving["time"]) == 2005
        inside = []
        for x, y in zip(calving["x"][rows], calving["y"][rows]):
            point = ogr.Geometry(ogr.wkbPoint)
            point.AddPoint_2D(float(x), float(y))
            inside.append(ground.Contains(point))
        share = np.average(inside, weights=calving["animals"][rows])
        print(f"births within the 95 % isopleth of 2005: {share:.3f}")
        self.assertGreater(share, 0.9)

    def test_centroids(self):
        found = features(self.layers.GetLayerByName("centroid"))
        impact = self.file["impact"]
        self.assertEqual([f["properties"]["year"] for f in found], [2005, 2006])
        for i, feature in enumerate(found):
            self.assertEqual(feature["geometry"]["coordinates"], [impact["centroid_x"][i, 0], impact["centroid_y"][i, 0]])
            row = feature["properties"]
            self.assertEqual((row["herd"], row["births"]), ("porcupine", impact["births"][i, 0]))
            for name in ("mean_birth_doy", "june_calf_survival", "displacement", "centroid_lat"):
                self.assertEqual(row[name], impact[name][i, 0])
            self.assertEqual(row["birth_share_Alaska"], impact["birth_share"][i, 0, 0])

    def test_births(self):
        found = features(self.layers.GetLayerByName("births"))
        calving = self.file["calving"]
        self.assertEqual(len(found), len(calving["x"]))
        days = calving["time"][:].astype("datetime64[D]")
        for i in (0, 7, len(found) - 1):
            row = found[i]["properties"]
            self.assertEqual(found[i]["geometry"]["coordinates"], [calving["x"][i], calving["y"][i]])
            self.assertEqual(row["day"].replace("/", "-"), str(days[i]))
            self.assertEqual((row["mother"], row["animals"], row["herd"]),
                             (calving["mother"][i], calving["animals"][i], "porcupine"))
            for name in ("alive_end_of_june", "birth_mass", "plain", "mass_42d"):
                value = float(calving[name][i])
                self.assertEqual(row[name], None if np.isnan(value) else value, name)
            self.assertEqual("Alaska" in row["in_region"], bool(calving["in_region"][i] & 1))

    def test_tracks(self):
        found = features(self.layers.GetLayerByName("tracks"))
        track = self.file["track"]
        ids = track["animal_id"][:].tolist()
        self.assertEqual({f["properties"]["year"] for f in found}, {2005, 2006})
        steps = np.isfinite(track["x"]).sum()
        second = [f for f in found if f["properties"]["year"] == 2006]
        # a line of the second year begins where that of the first ended
        self.assertEqual(sum(len(f["geometry"]["coordinates"]) for f in found), steps + len(second))
        for feature in second:
            agent = ids.index(feature["properties"]["animal_id"])
            last = np.flatnonzero(np.isfinite(track["x"][agent]))[-1]
            self.assertEqual(feature["geometry"]["coordinates"][-1], [track["x"][agent, last], track["y"][agent, last]])
        self.assertIn(found[0]["properties"]["cohort"], ("cow", "bull", "yearling", "calf"))

    def test_fields_say_their_unit(self):
        rows = self.layers.ExecuteSQL("SELECT column_name, description FROM gpkg_data_columns WHERE table_name = 'births'")
        said = {row["column_name"]: row["description"] for row in rows}
        self.layers.ReleaseResultSet(rows)
        self.assertEqual(said["birth_mass"], "mass of the newborn (kg)")
        columns = [f.GetName() for f in self.layers.GetLayerByName("births").schema]
        self.assertEqual(sorted(said), sorted(columns))

    def test_readme(self):
        text = (self.folder / "README.txt").read_text()
        for part in ("Porcupine caribou herd, baseline", "+proj=laea +lat_0=68 +lon_0=-141", self.file.attrs["commit"].decode(),
                     "seed       1\n", "replicate  0\n", "animal-days spent in the cell in the season", "cells of 10000 m"):
            self.assertIn(part, text)
        for path in self.folder.iterdir():
            if path.name != "README.txt":
                self.assertIn(f"\n{path.name}\n", text)

    def test_once_more_gives_the_same_bytes(self):
        again = WORLD / "again"
        code, _, said = export(self.result, again)
        self.assertEqual(code, 0, said)
        for path in self.folder.iterdir():
            self.assertEqual(hashlib.sha256(path.read_bytes()).hexdigest(),
                             hashlib.sha256((again / path.name).read_bytes()).hexdigest(), path.name)

    def test_files_there_stay_unless_asked(self):
        folder = WORLD / "taken"
        folder.mkdir()
        (folder / "elevation.tif").write_text("mine")
        (folder / "other.txt").write_text("mine too")
        code, _, said = export(self.result, folder)
        self.assertEqual(code, 2)
        self.assertIn("taken: holds elevation.tif already; --overwrite replaces them", said)
        self.assertEqual({path.name for path in folder.iterdir()}, {"elevation.tif", "other.txt"})
        self.assertEqual((folder / "elevation.tif").read_text(), "mine")
        code, _, said = export(self.result, folder, "--overwrite")
        self.assertEqual(code, 0, said)
        self.assertEqual((folder / "elevation.tif").read_bytes(), (self.folder / "elevation.tif").read_bytes())
        self.assertEqual((folder / "other.txt").read_text(), "mine too")

    def test_what_a_killed_export_left_is_cleared_away(self):
        folder = WORLD / "killed"
        (folder / "export.partial").mkdir(parents=True)
        (folder / "export.partial/births.tif").write_text("half")
        code, _, said = export(self.result, folder)
        self.assertEqual(code, 0, said)
        self.assertFalse((folder / "export.partial").exists())

    def test_a_folder_in_the_place_of_a_file(self):
        folder = WORLD / "in_the_way"
        (folder / "births.tif").mkdir(parents=True)
        code, _, said = export(self.result, folder, "--overwrite")
        self.assertEqual(code, 2)
        self.assertIn("births.tif: is a folder, where a file is to be", said)
        self.assertEqual([path.name for path in folder.iterdir()], ["births.tif"])

    def test_failed_export_leaves_nothing(self):
        """The last map to be written is damaged in the result."""
        damaged = WORLD / "damaged.h5"
        damaged.write_bytes(pathlib.Path(self.result).read_bytes())
        with h5py.File(damaged, "r") as file:
            at = file["map/oestrid_hours"].id.get_chunk_info(0).byte_offset
        with open(damaged, "r+b") as file:
            file.seek(at)
            file.write(b"\xff" * 64)
        code, _, said = export(damaged, WORLD / "failed")
        self.assertEqual(code, 2)
        self.assertIn("damaged.h5: map/oestrid_hours cannot be read; the file is broken", said)
        self.assertFalse((WORLD / "failed").exists())


class Refusals(unittest.TestCase):
    def refused(self, result, folder, *parts):
        code, out, said = export(result, folder)
        self.assertEqual((code, out), (2, ""), said)
        self.assertEqual(len(said.strip().splitlines()), 1, said)
        for part in parts:
            self.assertIn(part, said)

    def test_not_a_result(self):
        for name, change, part in (("text.h5", None, "text.h5: not an HDF5 file, or a broken one"),
                                   ("other.h5", {}, "other.h5: not a result of rangifer run, nor one of rangifer compare"),
                                   ("future.h5", {"format": np.bytes_("rangifer run"), "format_version": 99},
                                    "future.h5: format version 99")):
            if change is None:
                (WORLD / name).write_text("hello")
            else:
                with h5py.File(WORLD / name, "w") as file:
                    file.attrs.update(change)
            self.refused(WORLD / name, WORLD / "none", part)
            self.assertFalse((WORLD / "none").exists())
        self.refused(WORLD / "nobody.h5", WORLD / "none", "nobody.h5: no such file")

    def test_folder_that_cannot_be_written(self):
        result = helpers.tiny_run()
        (WORLD / "a_file").write_text("mine")
        self.refused(result, WORLD / "a_file", "a_file: is no folder")
        self.refused(result, WORLD / "no/such/folder", "there is no folder", "make it first")
        self.refused(result, "/proc/none", "/proc/none: the folder cannot be made")
        self.refused(result, "/proc", "/proc: cannot be written")

    def test_part_missing(self):
        with h5py.File(helpers.tiny_run(), "r") as whole, h5py.File(WORLD / "part.h5", "w") as part:
            part.attrs.update(whole.attrs)
            whole.copy("map", part)
        self.refused(WORLD / "part.h5", WORLD / "none", "part.h5: has no calving/time")
        self.assertFalse((WORLD / "none").exists())


class OfAComparison(unittest.TestCase):
    """A file as `rangifer compare` writes it, made by hand: two herds, three births in both, one of them unmoved, and one in the base only."""

    @classmethod
    def setUpClass(cls):
        cls.result = WORLD / "comparison.h5"
        cls.folder = WORLD / "comparison"
        with h5py.File(helpers.tiny_run(), "r") as run, h5py.File(cls.result, "w", track_order=True) as file:
            for name, value in (("format", "rangifer comparison"), ("title", "more snow, less snow"), ("version", "0.1.0"),
                                ("commit", "abc"), ("base_files", "a.h5"), ("scenario_files", "b.h5")):
                file.attrs[name] = np.bytes_(value)
            file.attrs["format_version"] = 1
            cls.write_map(run, file.create_group("map", track_order=True))
            cls.write_calving(file.create_group("calving", track_order=True))
        code, _, said = export(cls.result, cls.folder)
        assert code == 0, said

    @classmethod
    def write_map(cls, run, group):
        group["crs"] = 0
        group["crs"].attrs["crs_wkt"] = run["map/crs"].attrs["crs_wkt"]
        for name, values in (("herd", np.arange(2, dtype="i4")), ("y", run["map/y"][:]), ("x", run["map/x"][:])):
            group[name] = values
            group[name].make_scale(name)
        group["herd"].attrs["flag_values"] = np.arange(2, dtype="i4")
        group["herd"].attrs["flag_meanings"] = np.bytes_("porcupine central_arctic")
        cls.density = np.arange(2 * 80 * 90, dtype="f4").reshape(2, 80, 90)
        group["density_base"] = cls.density
        group["density_base"].attrs["long_name"] = np.bytes_("calves born a year and km2")
        group["density_base"].attrs["units"] = np.bytes_("km-2")
        for axis, name in enumerate(("herd", "y", "x")):
            group["density_base"].dims[axis].attach_scale(group[name])

    @staticmethod
    def write_calving(group):
        group["birth"] = np.zeros(4, "f4")
        group["birth"].make_scale("birth")
        nan = np.nan
        for name, values in (("herd", np.int32([0, 0, 1, 1])), ("mother", np.int64([5, 2**62 + 1, 9, 10])),
                             ("x_base", np.float32([1000, 2000, 3000, 4000])), ("y_base", np.float32([0, 0, 0, 0])),
                             ("x_scenario", np.float32([1000, 2000, nan, 4000])), ("y_scenario", np.float32([4000, 5000, nan, 0]))):
            group[name] = values
            group[name].dims[0].attach_scale(group["birth"])

    def test_maps(self):
        self.assertEqual({path.name for path in self.folder.iterdir()},
                         {"README.txt", "calving_change.gpkg", "density_base_porcupine.tif", "density_base_central_arctic.tif"})
        data = gdal.Open(str(self.folder / "density_base_central_arctic.tif"))
        np.testing.assert_array_equal(data.ReadAsArray(), self.density[1, ::-1])
        self.assertEqual(data.GetRasterBand(1).GetUnitType(), "km-2")
        self.assertEqual(data.GetRasterBand(1).GetDescription(), "calves born a year and km2: central_arctic")

    def test_births(self):
        layers = ogr.Open(str(self.folder / "calving_change.gpkg"))
        counts = {layer.GetName(): layer.GetFeatureCount() for layer in layers}
        self.assertEqual(counts, {"births_base": 4, "births_scenario": 3, "displacement": 2})
        second = features(layers.GetLayerByName("displacement"))[1]
        self.assertEqual(second["geometry"]["coordinates"], [[2000, 0], [2000, 5000]])
        self.assertEqual(second["properties"], {"herd": "porcupine", "mother": 2**62 + 1})
        third = features(layers.GetLayerByName("births_base"))[2]
        self.assertEqual(third["properties"]["herd"], "central_arctic")

    def test_readme(self):
        text = (self.folder / "README.txt").read_text()
        for part in ("more snow, less snow", "a.h5", "b.h5", "density_base_porcupine.tif\n", "displacement "):
            self.assertIn(part, text)


if __name__ == "__main__":
    unittest.main()
