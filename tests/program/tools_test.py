#!/usr/bin/python3
"""What outputs/FORMAT.md says of cdo, R and QGIS works as it stands there, and finds the numbers of the file."""
import json
import os
import re
import shutil
import subprocess
import sys
import unittest

import helpers

try:
    import netCDF4  # noqa: F401
    import numpy as np
    import xarray as xr
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-xarray python3-netcdf4")

RESULT = helpers.tiny_run()
PAGE = (helpers.SOURCE / "outputs/FORMAT.md").read_text()
HAS_R = shutil.which("Rscript") and not subprocess.run(
    ["Rscript", "-e", "quit(status = !all(c('ncdf4', 'terra') %in% rownames(installed.packages())))"], capture_output=True).returncode
# Debian's QGIS is for Debian's Python.
PYTHON = "/usr/bin/python3"
HAS_QGIS = os.path.exists(PYTHON) and not subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True).returncode

# Around the page's words: a QGIS without a window, and what it finds.
QGIS_BEFORE = """
import json
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY
application = QgsApplication([], False)
application.initQgis()
"""
QGIS_AFTER = """
degrees = QgsCoordinateReferenceSystem("EPSG:4326")
def facts(layer):
    change = QgsCoordinateTransform(layer.crs(), degrees, QgsProject.instance())
    box = change.transformBoundingBox(layer.extent())
    return {"valid": layer.isValid(), "proj": layer.crs().toProj(), "box": [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()]}
def at(layer, longitude, latitude):
    change = QgsCoordinateTransform(degrees, layer.crs(), QgsProject.instance())
    return layer.dataProvider().sample(change.transform(QgsPointXY(longitude, latitude)), 1)[0]
print("FOUND", json.dumps({"layers": {name: facts(layer) for name, layer in (("births", births), ("snow_free", snow_free), ("ground", ground))},
      "in_project": len(QgsProject.instance().mapLayers()), "features": ground.featureCount(), "bands": births.bandCount(),
      "snow_free": at(snow_free, PLACE), "births": at(births, PLACE)}))
"""


def block(language, word):
    """The one code block of the page in this language that has the word."""
    found = [text for text in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if word in text]
    assert len(found) == 1, f"{len(found)} blocks with {word}"
    return found[0]


class Tools(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = helpers.temporary_folder()
        (cls.folder / "run.h5").symlink_to(RESULT)
        with xr.open_dataset(RESULT, group="map") as maps:
            cls.maps = maps.load()
        # The cell with the most births, which lies on the coastal plain.
        births = cls.maps.births[0]
        row, column = np.unravel_index(int(births.values.argmax()), births.shape)
        cls.cell = cls.maps.isel(y=row, x=column)
        cls.place = float(cls.cell.lon), float(cls.cell.lat)

    def shell(self, *command, code=None):
        done = subprocess.run(command, cwd=self.folder, input=code, capture_output=True, text=True, timeout=300,
                              env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(self.folder)})
        self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr[-2000:])
        return done.stdout

    def test_the_place_of_the_examples_is_on_the_coastal_plain(self):
        self.assertTrue(-150 < self.place[0] < -136 and 68.5 < self.place[1] < 70.5, self.place)

    @unittest.skipUnless(shutil.which("cdo"), "no cdo: install cdo")
    def test_cdo(self):
        self.shell(sys.executable, "-c", "import xarray as xr\n" + block("python", "map.nc"))
        overview = self.shell("cdo", "-s", "sinfon", "run.h5")
        for word in ("births", "elevation", "lambert_azimuthal_equal_area"):
            self.assertIn(word, overview)
        self.assertIn("lambert_azimuthal_equal_area", self.shell("cdo", "-s", "sinfon", "map.nc"))
        place = f"lon={self.place[0]:.4f}_lat={self.place[1]:.4f}"
        examples = re.sub(r"lon=[-.\d]+_lat=[-.\d]+", place, block("sh", "cdo"))
        self.assertIn(place, examples)
        births, snow, use = [], [], []
        for line, into in zip(examples.splitlines(), (births, snow, use, None)):
            out = self.shell("bash", "-c", line)
            if into is not None:
                into += [float(row.split()[-1]) for row in out.splitlines() if re.fullmatch(r"[-+. \de]+", row.strip())]
        np.testing.assert_allclose(births, self.maps.births.sum(["y", "x"]), rtol=1e-4)
        np.testing.assert_allclose(snow, [float(self.cell.snow_free_doy[0])], rtol=1e-4)
        np.testing.assert_allclose(use, self.maps.use[0].sum(["y", "x"]), rtol=1e-4)
        with xr.open_dataset(self.folder / "births.nc") as dated:
            self.assertEqual(list(dated.time.dt.year), list(self.maps.year))

    @unittest.skipUnless(HAS_R, "no R with ncdf4 and terra: install r-cran-ncdf4 r-cran-terra")
    def test_r(self):
        code = block("r", "ncdf4") + \
            'cat("found", sum(alive[, , dim(alive)[3]]), format(days[1]), global(births[[1]], "sum", na.rm = TRUE)[1, 1], crs(births) != "")'
        with xr.open_dataset(RESULT, group="herd") as herd:
            wanted = f"found {int(herd.alive[-1].sum())} {str(herd.time.values[0])[:10]} {int(self.maps.births[0].sum())} TRUE"
        self.assertIn(wanted, self.shell("Rscript", "-", code=code))

    @unittest.skipUnless(HAS_QGIS, "no QGIS for Python: install python3-qgis")
    def test_qgis(self):
        code, _, said = helpers.run("export", RESULT, "-o", self.folder / "gis")
        self.assertEqual(code, 0, said)
        after = QGIS_AFTER.replace("PLACE", f"{self.place[0]}, {self.place[1]}")
        out = self.shell(PYTHON, "-c", QGIS_BEFORE + block("python", "qgis") + after)
        found = json.loads(re.search(r"FOUND (.*)", out)[1])
        self.assertEqual((found["in_project"], found["bands"]), (3, self.maps.sizes["year"]))
        self.assertGreater(found["features"], 0)
        for name, layer in found["layers"].items():
            with self.subTest(layer=name):
                self.assertTrue(layer["valid"])
                self.assertIn("+proj=laea +lat_0=68 +lon_0=-141", layer["proj"])
                west, south, east, north = layer["box"]
                self.assertTrue(west < self.place[0] < east and south < self.place[1] < north, layer["box"])
        west, south, east, north = found["layers"]["ground"]["box"]
        self.assertTrue(-151 < west and 66 < south and east < -134 and north < 71, (west, south, east, north))
        self.assertEqual(found["births"], float(self.cell.births[0]))
        self.assertAlmostEqual(found["snow_free"], float(self.cell.snow_free_doy[0]), places=3)


if __name__ == "__main__":
    unittest.main()
