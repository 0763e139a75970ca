#!/usr/bin/python3
"""The notebooks run on a small run without network, are stored without output, and draw pictures that show something."""
import asyncio
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import helpers

try:
    import nbformat
    import numpy as np
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from PIL import Image
    import ipykernel  # noqa: F401
    import matplotlib  # noqa: F401
    import netCDF4  # noqa: F401
    import pandas  # noqa: F401
    import pyproj  # noqa: F401
    import xarray  # noqa: F401
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-nbclient python3-ipykernel python3-xarray python3-netcdf4 "
                     "python3-matplotlib python3-pyproj python3-pandas python3-pil")

SOURCE = pathlib.Path(os.environ.get("RANGIFER_SOURCE") or pathlib.Path(__file__).resolve().parents[2])
NOTEBOOKS = sorted((SOURCE / "notebooks").glob("*.ipynb"))
LEASED = SOURCE / "inputs/scenarios/leasing_1002_most.toml"
DRAWN = ["use_by_period", "calving_ground", "birth_dates", "border_crossings", "daily_travel",
         "calving_grounds", "calving_grounds_by_year", "calving_regions", "calving_springs", "calving_displacement",
         "comparison_differences", "comparison_calving_density", "comparison_calving_change", "comparison_by_year",
         "comparison_growth", "comparison_infrastructure",
         "energy_budget", "energy_bodies", "insects_by_date", "insects_map",
         "validation_scores", "track_year", "track_displacement", "tracks_all",
         "ensemble_ranges", "ensemble_variance", "ensemble_herd", "ensemble_calving_ground"]

# Runs of several springs, each from its own first day; with a region and a development of a user's own.
BLOCK = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Lease block"}, "geometry": {
    "type": "Polygon", "coordinates": [[[-144.3, 69.6], [-143.3, 69.6], [-143.3, 69.9], [-144.3, 69.9], [-144.3, 69.6]]]}}]}
WITH_BLOCK = """extends = "{base}"
[run]
title = "{title}"
[[region]]
name = "Lease block"
file = "block.geojson"
"""
BUILT = """[[development]]
name = "Pads of the block"
file = "block.geojson"
"""
SPRINGS = """[ensemble]
title = "Springs"
folder = "springs"
set = ["grid.cell=10000", "herd.porcupine.animals_per_agent=500"]
[[ensemble.axis]]
name = "built"
scenarios = ["open.toml", "built.toml"]
labels = ["no", "yes"]
[[ensemble.axis]]
name = "year"
labels = ["2002", "2004", "2005"]
set = [["run.first_day=2002-01-01", "run.last_day=2002-12-31"], ["run.first_day=2004-01-01", "run.last_day=2004-12-31"],
       ["run.first_day=2005-01-01", "run.last_day=2005-12-31"]]
[ensemble.job]
threads = 1
"""

# What R does with the table for amt, in base R.
READ_IN_R = """
d <- read.csv(commandArgs(TRUE)[1])
t <- as.POSIXct(d$t_, tz = "UTC")
stopifnot(names(d)[1:4] == c("x_", "y_", "t_", "id"), is.numeric(d$x_), is.numeric(d$y_), !anyNA(t))
stopifnot(all(tapply(as.numeric(t), d$id, function(of) all(diff(of) > 0))))
cat(nrow(d), length(unique(d$id)))
"""

# Python reads this at its start, in the kernel as in picture.py: who asks for the network fails at once.
NO_NETWORK = '''
import socket
_connect = socket.socket.connect
def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise OSError(f"no network in tests: {address}")
    return _connect(self, address)
socket.socket.connect = connect
'''


class SameInterpreter(AsyncKernelManager):
    """Starts this very Python: kernels registered on a machine may be another one, without the packages."""

    @property
    def kernel_spec(self):
        return KernelSpec(argv=[sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
                          language="python", display_name="this interpreter")


def colours_of(path):
    """Colours of a picture with how often each occurs."""
    with Image.open(path) as picture:
        return np.unique(np.asarray(picture.convert("RGB")).reshape(-1, 3), axis=0, return_counts=True)


class Notebooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """Copies what the notebooks read, so that nothing of the source tree is written."""
        cls.result = str(pathlib.Path(helpers.tiny_run()).resolve())
        folder = tempfile.TemporaryDirectory(prefix="rangifer-notebooks-")
        cls.addClassCleanup(folder.cleanup)
        cls.root = pathlib.Path(folder.name)
        shutil.copytree(SOURCE / "notebooks", cls.root / "notebooks",
                        ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        (cls.root / "inputs/porcupine").mkdir(parents=True)
        for name in ("outlines.geojson", "regions.geojson", "communities.csv"):
            shutil.copy(SOURCE / "inputs/porcupine" / name, cls.root / "inputs/porcupine")
        (cls.root / "no_network").mkdir()
        (cls.root / "no_network/sitecustomize.py").write_text(NO_NETWORK)
        cls.write_comparisons()
        cls.environment = os.environ | {"RANGIFER_RESULT": cls.result, "RANGIFER_COMPARISON": str(cls.root / "impact.h5"),
                                        "RANGIFER_SCORES": str(cls.root / "scores.h5"),
                                        "RANGIFER_ENSEMBLE": str(cls.root / "ensemble.h5"), "PYTHONPATH": str(cls.root / "no_network"),
                                        "PYTHONDONTWRITEBYTECODE": "1", "MPLCONFIGDIR": str(cls.root / "matplotlib")}
        cls.environment.pop("MPLBACKEND", None)  # agg would keep the figures out of the notebook

    @classmethod
    def write_comparisons(cls):
        """Two replicates of the baseline and of a scenario, and what the program says of them."""
        cls.members = {side: [helpers.tiny_member(f"{side}_{k}", scenario, "--replicate", k) for k in (0, 1)]
                       for side, scenario in (("base", helpers.BASELINE), ("leased", LEASED))}
        for side, files in cls.members.items():
            (cls.root / side).mkdir()
            for k, file in enumerate(files):
                (cls.root / side / f"{k}.h5").symlink_to(file)
        cls.program("compare", cls.root / "base", cls.root / "leased", "-o", cls.root / "impact.h5")
        cls.program("collect", *cls.members["base"], *cls.members["leased"], "-o", cls.root / "ensemble.h5")
        cls.program("validate", *cls.members["leased"], "--baseline", *cls.members["base"], "--h5", cls.root / "scores.h5",
                    "--csv", cls.root / "scores.csv")
        cls.program("compare", cls.members["base"][0], cls.members["leased"][0], "-o", cls.root / "one_pair.h5")
        (cls.root / "block.geojson").write_text(json.dumps(BLOCK))
        for name, title, more in (("open", "Herd, open", ""), ("built", "Herd, built", BUILT)):
            (cls.root / f"{name}.toml").write_text(WITH_BLOCK.format(base=helpers.BASELINE, title=title) + more)
        (cls.root / "springs.toml").write_text(SPRINGS)
        cls.program("submit", cls.root / "springs.toml", "--local")
        cls.program("compare", "--ensemble", cls.root / "springs.toml", "built=no", "built=yes", "-o", cls.root / "springs.h5")

    @classmethod
    def program(cls, *arguments):
        code, _, said = helpers.run(*arguments)
        if code != 0:
            raise SystemExit(f"{' '.join(map(str, arguments))} failed with exit code {code}:\n{said}")

    def execute(self, *books):
        """Runs notebooks, as many at once as there are processors, each with variables of its environment besides the
        usual ones: [(name, {variable: value}), ...]. Gives what their cells put out, or what went wrong."""
        async def one(name, environment, room):
            book = nbformat.read(self.root / "notebooks" / name, 4)
            async with room:
                await NotebookClient(book, timeout=300, kernel_manager_class=SameInterpreter, resources={
                    "metadata": {"path": str(self.root / "notebooks")}}).async_execute(env=self.environment | environment)
            return [output for cell in book.cells for output in cell.get("outputs", [])]

        async def all_of_them():
            room = asyncio.Semaphore(os.cpu_count() or 1)
            return await asyncio.gather(*(one(name, environment, room) for name, environment in books), return_exceptions=True)

        return asyncio.run(all_of_them())

    def reader(self):
        """The notebooks' module, from the copy."""
        sys.path.insert(0, str(self.root / "notebooks"))
        try:
            import rangifer_results
        finally:
            sys.path.pop(0)
        return rangifer_results

    def assert_ran(self, outputs):
        if isinstance(outputs, BaseException):
            raise outputs
        self.assertFalse([o.text for o in outputs if o.output_type == "stream" and o.name == "stderr"])

    @staticmethod
    def words(outputs):
        return "\n".join(output.get("data", {}).get("text/markdown", "") for output in outputs)

    def assert_shows_something(self, path, width, height):
        colours, counts = colours_of(path)
        with Image.open(path) as picture:
            self.assertGreaterEqual(picture.width, width)
            self.assertGreaterEqual(picture.height, height)
        self.assertGreater(len(colours), 50, "few colours: is the picture empty?")
        self.assertLess(counts.max() / counts.sum(), 0.98, "nearly all of one colour: is the picture blank?")
        # Axes and words are black or grey: what is drawn in them has a colour.
        coloured = counts[np.ptp(colours.astype(int), axis=1) > 40].sum() / counts.sum()
        self.assertGreater(coloured, 0.0005, "hardly anything has a colour: are the axes empty?")

    def picture(self, *arguments, **environment):
        script = self.root / "notebooks/picture.py"
        return subprocess.run([sys.executable, str(script), *map(str, arguments)], capture_output=True, text=True,
                              timeout=300, env=self.environment | environment)

    def test_there_are_notebooks(self):
        self.assertTrue(NOTEBOOKS)

    def test_stored_without_output_and_portable(self):
        for path in NOTEBOOKS:
            with self.subTest(notebook=path.name):
                book = nbformat.read(path, 4)
                nbformat.validate(book)
                self.assertEqual(book.metadata.kernelspec.name, "python3")
                for cell in (cell for cell in book.cells if cell.cell_type == "code"):
                    self.assertEqual(cell.outputs, [])
                    self.assertIsNone(cell.execution_count)
                for place in ("/home/", "/root/", "/work/", "/tmp/"):
                    self.assertNotIn(place, path.read_text(), "a path of one machine")

    def test_every_cell_runs_and_figures_show_something(self):
        shown = 0
        for path, outputs in zip(NOTEBOOKS, self.execute(*((path.name, {}) for path in NOTEBOOKS))):
            with self.subTest(notebook=path.name):
                self.assert_ran(outputs)
                figures = [o for o in outputs if "image/png" in o.get("data", {})]
                self.assertTrue(figures, "no figure in the notebook")
                shown += len(figures)
        saved = {path.stem: path for path in (self.root / "outputs/figures").glob("*.png")}
        self.assertLessEqual(set(DRAWN), set(saved))
        self.assertEqual(len(saved), shown, "each figure that a notebook shows is saved, too")
        for name, path in saved.items():
            with self.subTest(figure=name):
                self.assert_shows_something(path, 800, 500)

    def kept(self, *arguments, cwd=None):
        """notebooks/execute, from a folder that has nothing to do with it."""
        return subprocess.run([sys.executable, str(self.root / "notebooks/execute"), *map(str, arguments)], capture_output=True,
                              text=True, timeout=300, cwd=cwd or self.root, env=self.environment)

    def test_one_command_runs_a_notebook_into_a_folder_of_its_own(self):
        (self.root / "elsewhere").mkdir()
        for number, name in (("03", "one_pair"), ("3", "impact")):
            done = self.kept(number, f"../{name}.h5", "-o", f"kept/{name}", cwd=self.root / "elsewhere")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertTrue(done.stdout.startswith(f"kept/{name}/03_comparing_scenarios.ipynb\n"), done.stdout)
        first, second = (self.root / "elsewhere/kept" / name for name in ("one_pair", "impact"))
        for folder in (first, second):
            self.assertIn("comparison_differences", {path.stem for path in (folder / "figures").glob("*.png")})
        self.assertNotEqual((first / "figures/comparison_differences.png").read_bytes(),
                            (second / "figures/comparison_differences.png").read_bytes())
        outputs = [o for cell in nbformat.read(first / "03_comparing_scenarios.ipynb", 4).cells for o in cell.get("outputs", [])]
        self.assertIn("One pair only", self.words(outputs))

    def test_what_cannot_be_run_is_said_with_exit_code_2(self):
        nowhere = self.root / "nowhere"
        for arguments, part in ((("03", "gone.h5"), f"gone.h5: no such file (looked at {self.root / 'gone.h5'})"),
                                (("09", "impact.h5"), "there are 01_first_look, 02_calving_grounds"),
                                (("01", "impact.h5", "impact.h5"), "01_first_look reads one file: the result of a run"),
                                (("03", self.result), "is not a comparison of rangifer")):
            with self.subTest(arguments):
                done = self.kept(*arguments, "-o", nowhere)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(part, done.stderr)
                self.assertNotIn("Traceback", done.stderr)

    def test_a_missing_comparison_says_where_it_was_looked_for(self):
        with self.assertRaisesRegex(FileNotFoundError, f"no comparison at {pathlib.Path('gone.h5').absolute()}: make one with"):
            self.reader().open_comparison("gone.h5")

    def test_one_year_and_one_pair_are_said_in_words(self):
        outputs, = self.execute(("03_comparing_scenarios.ipynb", {"RANGIFER_COMPARISON": str(self.root / "one_pair.h5")}))
        self.assert_ran(outputs)
        self.assertIn("One pair only", self.words(outputs))
        self.assertIn("One year only", self.words(outputs))

    def test_springs_of_their_own_and_a_region_of_ones_own(self):
        outputs, = self.execute(("03_comparing_scenarios.ipynb", {"RANGIFER_COMPARISON": str(self.root / "springs.h5")}))
        self.assert_ran(outputs)
        said = self.words(outputs)
        self.assertIn("3 pairs of runs over 3 spans of 1 year between 2002 and 2005", said)
        self.assertIn("Intervals draw the spans", said)
        for never in ("year only", "pair only", "own chance on these years"):
            self.assertNotIn(never, said)
        self.assertIn("Births in zones of influence need infrastructure", said)
        of = self.reader().open_comparison(self.root / "springs.h5")
        self.assertEqual(of.years_of_pairs([1]).tolist(), [[2002], [2004], [2005]])
        self.assertEqual((of.own_regions(), of.developments()), (["Lease block"], ["Pads of the block"]))
        changes = of.changes()
        share = changes[(changes.output == "birth_share") & (changes.region != "elsewhere")]
        clear = share[((share.low > 0) | (share.high < 0)) & (share.difference.abs() >= 0.001)]
        first = (clear if len(clear) else share).set_index("region").difference.abs().idxmax()
        self.assertEqual(of.clearest_regions("porcupine")[0], first)

    def test_runs_of_the_same_years_are_of_the_calendar(self):
        of = self.reader().open_comparison(self.root / "impact.h5")
        self.assertEqual(of.said_extent(), "2 pairs of runs over 1 year (2005)")
        self.assertEqual(of.years_of_pairs(of.impact.year).tolist(), [[2005], [2005]])
        self.assertEqual((of.own_regions(), of.developments()), ([], ["1002 leasing"]))

    def test_the_regions_of_every_run_are_those_of_the_inputs(self):
        of = json.loads((SOURCE / "inputs/porcupine/regions.geojson").read_text())["features"]
        self.assertEqual({feature["properties"]["name"] for feature in of} | {"elsewhere"}, set(self.reader().USUAL_REGIONS))

    def test_periods_begin_as_in_the_file(self):
        reader = self.reader()
        with netCDF4.Dataset(self.result) as file:
            began = dict(zip(file["map/season_name"][:], file["map/season_first_doy"][:].tolist()))
        first = datetime.date(reader.COMMON_YEAR, 1, 1).toordinal() - 1
        self.assertEqual({name: datetime.date(reader.COMMON_YEAR, *day).toordinal() - first
                          for name, day in reader.PERIOD_STARTS.items()}, began)

    def test_a_score_sheet_reads_the_same_from_csv_and_hdf5(self):
        csv, hdf5 = (self.reader().open_scores(self.root / f"scores.{ending}") for ending in ("csv", "h5"))
        self.assertEqual(list(csv.columns), list(hdf5.columns))
        for name in csv.columns:
            if csv[name].dtype == float:
                np.testing.assert_allclose(csv[name], hdf5[name], rtol=1e-9, err_msg=name)
            else:
                self.assertEqual(list(csv[name]), list(hdf5[name]), name)

    def test_an_ensemble_is_its_members_side_by_side(self):
        files = self.members["base"] + self.members["leased"]
        collected = self.reader().open_ensemble(self.root / "ensemble.h5")
        apart = self.reader().open_ensemble(os.pathsep.join(files))
        self.assertEqual((collected.scenarios, collected.draws), (apart.scenarios, apart.draws))
        self.assertEqual(len(set(collected.scenarios)), 2)
        for group, name in (("impact", "june_calf_survival"), ("impact", "birth_share"), ("herd", "alive")):
            a, b = (of.group(group)[name].transpose("member", ...) for of in (collected, apart))
            np.testing.assert_array_equal(a, b, err_msg=name)
        for i in range(len(files)):
            a, b = (of.of_member(i, "map", ["births"]).births for of in (collected, apart))
            np.testing.assert_array_equal(a, b)

    def test_tracks_for_other_tools(self):
        done = subprocess.run([sys.executable, str(self.root / "notebooks/tracks.py"), self.result, str(self.root / "followed")],
                              capture_output=True, text=True, timeout=300, env=self.environment)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        with netCDF4.Dataset(self.result) as file:
            track = file["track"]
            alive = np.ma.getdata(track["alive"][:]) == 1
            lon = np.ma.getdata(track["lon"][:])[alive]
        movebank = pandas.read_csv(self.root / "followed_movebank.csv", parse_dates=["timestamp"])
        self.assertEqual(len(movebank), alive.sum())
        self.assertTrue(movebank["event-id"].is_unique)
        np.testing.assert_allclose(movebank["location-long"], lon, atol=1e-4)
        self.assertFalse(movebank.duplicated(["individual-local-identifier", "timestamp"]).any())
        self.assertTrue(movebank["study-name"].str.startswith("SIMULATED").all())
        if not shutil.which("Rscript"):
            self.skipTest("no Rscript: the table for amt was not read in R")
        read = subprocess.run(["Rscript", "--vanilla", "-e", READ_IN_R, str(self.root / "followed_amt.csv")],
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(read.returncode, 0, read.stderr)
        self.assertEqual(read.stdout.split(), [str(alive.sum()), str(movebank["individual-local-identifier"].nunique())])

    def test_the_one_picture(self):
        out = self.root / "picture.png"
        done = self.picture(self.result, out)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_shows_something(out, 1500, 1000)
        self.assertLess(out.stat().st_size, 500_000)

    def test_a_missing_result_is_said_with_exit_code_2(self):
        done = self.picture(self.root / "none.h5", self.root / "none.png")
        self.assertEqual(done.returncode, 2)
        self.assertIn("none.h5", done.stderr)
        self.assertNotIn("Traceback", done.stderr)

    def test_another_hdf5_file_is_said_with_exit_code_2(self):
        other = self.root / "other.h5"
        with netCDF4.Dataset(other, "w") as file:
            file.title = "not a run"
        done = self.picture(other, self.root / "none.png")
        self.assertEqual(done.returncode, 2)
        self.assertIn("not the result of a rangifer run", done.stderr)

    def test_missing_packages_are_said_with_exit_code_2(self):
        absent = self.root / "absent"
        absent.mkdir()
        (absent / "xarray.py").write_text('raise ImportError("No module named xarray")\n')
        done = self.picture(self.result, self.root / "none.png", PYTHONPATH=str(absent))
        self.assertEqual(done.returncode, 2)
        self.assertIn("python3-xarray", done.stderr)


if __name__ == "__main__":
    unittest.main()
