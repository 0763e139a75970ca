#!/usr/bin/python3
"""`rangifer report`: the page says what the file says, works in a browser, and asks nothing of the network."""
import base64
import datetime
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import helpers  # noqa: E402

try:
    import h5py
    import numpy as np
    from selenium import webdriver
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError as problem:
    helpers.skip_all(f"{problem}: install python3-h5py python3-selenium")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not CHROMIUM or not DRIVER:
    helpers.skip_all("no browser: install chromium chromium-driver")

WORLD = helpers.World()
FOLDER = WORLD.folder
ROAD = """extends = "world.toml"
[[development]]
name = "A road"
file = "road.geojson"
reach = 2
"""
(FOLDER / "road.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[-144, 69.3], [-138, 69.3]]}}]}))
DESKTOP, PHONE = 1280, 390


def make(result, name, *arguments):
    page = FOLDER / name
    code, out, said = helpers.run("report", result, "-o", page, *arguments)
    assert code == 0, said
    assert f"{name}: " in out and "no network" in out, out
    return page


def run_world(name, *settings, scenario=WORLD.scenario):
    result = FOLDER / f"{name}.h5"
    code, _, said = helpers.run("run", scenario, "-q", "-o", result, *helpers.settings(settings))
    assert code == 0, said
    return result


class Browser:
    """A headless Chromium that notes what pages ask for and complain of."""

    def __init__(self):
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for word in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage"):
            options.add_argument(f"--{word}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        try:
            from selenium.webdriver.chrome.service import Service
            self.driver = webdriver.Chrome(service=Service(DRIVER), options=options)
        except Exception as problem:  # a machine on which no browser can start
            helpers.skip_all(f"Chromium does not start here: {problem}")

    def open(self, page, width=DESKTOP):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
        self.driver.get("about:blank")
        self.driver.get_log("browser"), self.driver.get_log("performance")
        self.driver.get(page.as_uri())
        return self

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]

    def js(self, script, *arguments):
        return self.driver.execute_script(f"return {script}", *arguments)

    def find(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def text(self, css):
        """As it reads, with plain blanks."""
        return re.sub(r"\s+", " ", self.js("document.querySelector(arguments[0]).textContent", css)).strip()

    def picture(self):
        return self.js("document.getElementById('year-canvas').toDataURL()")


BROWSER = Browser()


def tearDownModule():
    BROWSER.driver.quit()


class Pages(unittest.TestCase):
    def sound(self, page, width=DESKTOP):
        """Loads without a complaint or a request, and fits the screen."""
        browser = BROWSER.open(page, width)
        self.assertEqual(browser.complaints(), [])
        self.assertEqual([url for url in browser.requests() if not url.startswith(("file:", "data:"))], [])
        self.assertLessEqual(browser.js("document.documentElement.scrollWidth"), width)
        for css in ("canvas", "svg[role]"):
            for drawn in browser.all(css):
                self.assertTrue(drawn.get_attribute("aria-label"), f"{css} says what it shows")
        self.assertEqual(browser.js("[...document.querySelectorAll('canvas')].filter(c => c.width < 50).length"), 0)
        return browser


@unittest.skipIf(helpers.absent_inputs(), "run ./quickstart first")
class OfTheBaseline(Pages):
    """The baseline in coarse cells, one year."""

    @classmethod
    def setUpClass(cls):
        cls.result = helpers.tiny_run()
        cls.page = make(cls.result, "baseline.html")
        cls.file = h5py.File(cls.result, "r")

    @classmethod
    def tearDownClass(cls):
        cls.file.close()

    def test_it_is_sound_and_small(self):
        self.sound(self.page)
        self.sound(self.page, PHONE)
        self.assertLess(self.page.stat().st_size, 2e6)

    def test_nothing_in_it_points_elsewhere(self):
        text = self.page.read_text()
        self.assertIn("default-src 'none'", text)
        self.assertEqual(re.findall(r"(?:src|href)=\"(?!#|data:)", text), [])

    def test_the_answer_is_that_of_the_file(self):
        BROWSER.open(self.page)
        said, impact = BROWSER.text("#answer"), self.file["impact"]
        self.assertIn(f"{impact['births'][0, 0]:,} calves were born", said)
        names = [name.decode() for name in impact["region_name"][:]]
        for name, share in zip(names, impact["birth_share"][0, 0]):
            if share > 0.0005:
                self.assertIn(f"{name} {100 * share:.1f} %", said)
        self.assertIn(f"{100 * impact['june_calf_survival'][0, 0]:.1f} % were alive at the end of June", said)
        first_day = datetime.date(2001, 1, 1) + datetime.timedelta(int(impact["mean_birth_doy"][0, 0]) - 1)
        self.assertIn(f"on average on {first_day.day} {first_day:%B}", said)
        alive = self.file["herd/alive"][:, 0].sum(axis=1)
        self.assertIn(f"{alive[0]:,} animals at the end of the first day and {alive[-1]:,} at the end of the last", said)
        for caution in ("does not forecast", "Outlines are approximate", "guesses", "synthetic"):
            self.assertIn(caution, said)
        row = [cell.text for cell in BROWSER.all("#calving tbody tr:first-child td")]
        self.assertEqual(row[0], f"{impact['births'][0, 0]:,}")
        self.assertIn(f"{impact['annual_area'][0, 0]:,.0f}", row)

    def test_the_slider_moves_the_map(self):
        browser, slider = BROWSER.open(self.page), BROWSER.find("#day")
        self.assertEqual(browser.text(".date"), "5 June 2005")
        self.assertIn("Calving", browser.text(".season"))
        before = browser.picture()
        slider.send_keys(Keys.ARROW_RIGHT)
        self.assertEqual(browser.text(".date"), "6 June 2005")
        self.assertNotEqual(browser.picture(), before)
        self.assertEqual(slider.get_attribute("aria-valuetext"), "6 June 2005, Calving")
        slider.send_keys(Keys.HOME)
        self.assertEqual(browser.text(".date"), "1 January 2005")
        self.assertIn("Winter", browser.text(".season"))
        slider.send_keys(Keys.END)
        self.assertEqual(browser.text(".date"), "31 December 2005")

    def test_play_and_pause(self):
        browser, play = BROWSER.open(self.page), BROWSER.find("#play")
        play.send_keys(Keys.ENTER)
        self.assertIn("Pause", play.text)
        time.sleep(1)
        self.assertNotEqual(browser.text(".date"), "5 June 2005")
        BROWSER.find("#day").send_keys(Keys.SPACE)
        self.assertIn("Play", play.text)
        date = browser.text(".date")
        time.sleep(0.4)
        self.assertEqual(browser.text(".date"), date)

    def test_animals_are_where_the_file_has_them(self):
        browser = BROWSER.open(self.page)
        packed = browser.js("data.days.tracks")
        x, time_axis = self.file["track/x"][:], self.file["track/time"][:]
        last = [np.flatnonzero(np.floor(time_axis - 1e-6) == day)[-1] for day in (packed["first"], packed["first"] + 155)]
        shown = np.array(browser.js("Array.from(placesOf(data.days.tracks.places).x)")).reshape(packed["days"], -1)
        centres = self.file["map/x"][:]
        cell = centres[1] - centres[0]
        for at, o in zip((0, 155), last):
            there = ~np.isnan(x[:, o])
            np.testing.assert_allclose(shown[at][there].astype(float), (x[there, o] - centres[0] + cell / 2) / cell, atol=0.01)

    def test_verdicts_have_words_and_shapes(self):
        code, out, _ = helpers.run("validate", self.result, "--json")
        self.assertEqual(code, 0)
        rows = json.loads(out)
        BROWSER.open(self.page)
        shown = [element.text for element in BROWSER.all("#validation .verdict")]
        shape = {"pass": "✓ pass", "near": "≈ near", "fail": "✗ fail", "not scored": "– not scored"}
        self.assertEqual(shown, [shape[row["verdict"]] for row in rows])
        self.assertEqual(len({row["number"] for row in rows}), 30)

    def test_provenance(self):
        BROWSER.open(self.page)
        said = BROWSER.text("#provenance")
        for entry in json.loads(self.file.attrs["inputs"]):
            self.assertIn(entry["sha256"], said)
        self.assertIn(self.file.attrs["commit"].decode(), said)
        self.assertRegex(said, r"grid\.cell ?10000 m ?2000 m")  # the tiny run's own
        self.assertRegex(said, r"evidence E \(\d+ of \d+\)")
        self.assertNotIn(str(pathlib.Path(self.result).parent), self.page.read_text())

    def test_print(self):
        BROWSER.open(self.page)
        pdf = base64.b64decode(BROWSER.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "paperWidth": 7})["data"])
        self.assertTrue(pdf.startswith(b"%PDF"))
        self.assertGreater(len(re.findall(rb"/Type\s*/Page\b", pdf)), 4)
        self.assertTrue(BROWSER.js("[...document.querySelectorAll('details')].every(d => d.open)"))
        if not shutil.which("pdftotext"):
            self.skipTest("heads of tables were not looked for on each page: install poppler-utils")
        (FOLDER / "printed.pdf").write_bytes(pdf)
        text = subprocess.run(["pdftotext", "-layout", FOLDER / "printed.pdf", "-"], capture_output=True, text=True, check=True).stdout
        pages = [page for page in text.split("\f") if re.search(r"^ *\d+\. .*(pass|near|fail|not scored)", page, re.MULTILINE)]
        self.assertGreater(len(pages), 1, "the table of the patterns should take several pages")
        for page in pages:
            self.assertRegex(page, r"pattern +observed +band +simulated +verdict")

    def test_periods_are_those_of_the_file(self):
        BROWSER.open(self.page)
        names = [name.decode() for name in self.file["map/season_name"][:]]
        first = [int(day) for day in self.file["map/season_first_doy"][:]]
        self.assertEqual(BROWSER.js("data.periods"), [list(pair) for pair in zip(names, first)])
        for doy in (1, 90, 91, 151, 152, 334, 335, 365):
            began = [day for day in first if day <= doy] or first
            self.assertEqual(BROWSER.js("periodOf(arguments[0])", doy), names[first.index(max(began))])
        titles = [h.text for h in BROWSER.all("#use-maps h3")]
        self.assertEqual(titles[0], "Winter, 1 Dec – 31 Mar")
        self.assertEqual(titles[3], "Calving, 1 Jun – 10 Jun")
        self.assertEqual(titles[-1], "Rut and late fall, 8 Oct – 30 Nov")

    def test_lines_are_dashed_as_the_legend_says(self):
        """In small maps as in large ones."""
        BROWSER.open(self.page)
        legend = {tuple(area["dash"]) for area in BROWSER.js("land.areas.map(a => ({ dash: a.dash }))")}
        self.assertGreater(len(legend), 2)
        drawn = BROWSER.js("""(() => {
            const seen = { small: new Set(), large: new Set() }, kind = CanvasRenderingContext2D.prototype, old = kind.setLineDash;
            kind.setLineDash = function (dash) { seen[this.canvas.closest('.small-maps') ? 'small' : 'large'].add(dash.length); old.call(this, dash); };
            redraws.forEach(draw => draw());
            kind.setLineDash = old;
            return { small: [...seen.small], large: [...seen.large] };
        })()""")
        self.assertEqual(set(drawn["small"]), set(drawn["large"]))
        self.assertLessEqual({len(dash) for dash in legend}, set(drawn["small"]))


class OfAMadeUpWorld(Pages):
    def test_two_herds(self):
        second = re.search(r"\[herd\.small\].*?radius = 50\n", helpers.SCENARIO, re.DOTALL)[0]
        scenario = WORLD.write("herds.toml", helpers.SCENARIO + second.replace("herd.small", "herd.other_one"))
        browser = self.sound(make(run_world("herds", scenario=scenario), "herds.html"))
        self.assertEqual([h.text for h in browser.all("#answer h3")][:2], ["Herd small", "Herd other one"])
        self.assertEqual(len(browser.all("#calving table")), 2)
        self.assertEqual(len(browser.all(".charts")), 2)

    def test_two_years(self):
        helpers.write_weather(FOLDER / "weather2.nc", last=datetime.date(2006, 12, 31))
        scenario = WORLD.write("years.toml", helpers.SCENARIO.replace("weather.nc", "weather2.nc"))
        browser = self.sound(make(run_world("years", "run.last_day=2006-12-31", scenario=scenario), "years.html"))
        self.assertIn("from year to year", browser.text("#answer"))
        before = browser.picture()
        browser.find("#player-year").send_keys("2006")
        self.assertEqual(browser.text(".date"), "5 June 2006")
        self.assertNotEqual(browser.picture(), before)
        browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                       {"width": 700, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        time.sleep(0.5)
        self.assertEqual(browser.text(".date"), "5 June 2006")  # another width draws anew, and changes nothing else
        self.assertEqual(len(browser.all("#calving-year option")), 3)
        key = [entry.text for entry in browser.all("#calving-map .legend li")]
        self.assertEqual(key[1:3], ["1 of 2 years", "all 2 years"])
        self.assertNotIn("dots", browser.text("#calving"))
        browser.find("#calving-year").send_keys("2005")
        self.assertIn("births of agents, each of many calves (dots)", browser.text("#calving-map"))
        self.assertEqual(browser.complaints(), [])

    def test_without_tracks(self):
        page = make(run_world("untracked", "output.tracks=0"), "untracked.html")
        self.assertIn("followed no animal", self.sound(page).text("#player"))

    def test_without_regions(self):
        scenario = WORLD.write("nowhere.toml", helpers.SCENARIO[:helpers.SCENARIO.index("[[region]]")])
        said = self.sound(make(run_world("nowhere", scenario=scenario), "nowhere.html"), PHONE).text("#answer")
        self.assertIn("calves were born", said)
        self.assertNotIn("Share of the births", said)

    def test_ended_before_june(self):
        page = make(run_world("short", "run.last_day=2005-03-10"), "short.html")
        browser = self.sound(page)
        said = browser.text("#answer")
        self.assertIn("No calf was born", said)
        self.assertIn("Not to be told", said)
        self.assertEqual(browser.text(".date"), "10 March 2005")

    def test_a_title_stays_a_title(self):
        title = "</script><b id=sly>a & b</b>"
        page = make(run_world("sly", f'run.title="{title}"', "run.last_day=2005-01-20"), "sly.html")
        browser = self.sound(page)
        self.assertEqual(browser.text("h1"), title)
        self.assertEqual(browser.all("#sly"), [])

    def test_a_comparison(self):
        base, scenario, impact = run_world("base"), run_world("snowy", "snow.gauge_undercatch=2"), FOLDER / "impact.h5"
        code, summary, said = helpers.run("compare", base, scenario, "-o", impact)
        self.assertEqual(code, 0, said)
        page = make(impact, "impact.html")
        self.sound(page, PHONE)
        browser = self.sound(page)
        told = browser.text("#answer")
        short = re.search(r"In short: (.*?)\n  [A-Z]", summary, re.DOTALL)[1]
        self.assertIn(re.sub(r"\s+", " ", short), told)
        self.assertLess(told.index("In short"), told.index("What was compared"))
        with h5py.File(impact) as file:
            survival = file["impact/june_calf_survival_base"][0], file["impact/june_calf_survival_scenario"][0]
        rows = {row.find_element(By.TAG_NAME, "th").text: [c.text for c in row.find_elements(By.TAG_NAME, "td")]
                for row in browser.all("#differences tbody tr")}
        for value, cell in zip(survival, rows["calves alive at the end of June"]):
            self.assertAlmostEqual(100 * value, float(cell.split()[0]), delta=0.06)
        self.assertRegex(rows["mean day of birth"][0], r"^\d+ (May|June)$")
        self.assertRegex(rows["calves alive at the end of June"][2], r"percentage points$")
        self.assertEqual(browser.text("#difference-chart .axis"), "scenario less base, percentage points")
        self.assertEqual(browser.text("#density-maps").count("births per 100 km² and year"), 2, "the unit once a legend")
        edges = browser.js("data.maps.density[0].edges")
        for side in ("base", "scenario"):
            with h5py.File(impact) as file:
                density = 100 * file[f"map/density_{side}"][0].astype(float).ravel()
            shown = browser.js(f"Array.from(unpacked(data.maps.density[0].{side}).values)")
            off_edges = np.abs(density[:, None] / np.array(edges) - 1).min(axis=1) > 1e-5
            np.testing.assert_array_equal(np.array(shown)[off_edges], np.searchsorted(edges, density, side="right")[off_edges])
        self.assertIn("gauge_undercatch", browser.text("#provenance"))
        self.assertTrue(browser.js("land.coast && land.borders && land.areas.length === 1 && land.areas[0].name === 'Plain'"))
        with_runs = page.read_bytes()
        for run in (base, scenario):
            run.rename(FOLDER / f"moved_{run.name}")
        self.assertEqual(make(impact, "impact.html").read_bytes(), with_runs)

    def test_what_is_built_is_named_and_hatched(self):
        base, scenario = run_world("unbuilt"), run_world("built", scenario=WORLD.write("road.toml", ROAD))
        impact = FOLDER / "road.h5"
        code, _, said = helpers.run("compare", base, scenario, "-o", impact)
        self.assertEqual(code, 0, said)
        self.assertIn("cells built on: A road", self.sound(make(scenario, "built.html")).text("#player"))
        browser = self.sound(make(impact, "road.html"))
        self.assertIn("cells built on in the scenario: A road", browser.text("#density-maps"))
        black = """(() => [...document.querySelectorAll('#density-maps canvas')].map(c => {
            const seen = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
            let n = 0;
            for (let i = 0; i < seen.length; i += 4) n += seen[i] + seen[i + 1] + seen[i + 2] < 60;
            return n;
        }))()"""
        in_base, in_scenario, in_change = browser.js(black)
        self.assertGreater(in_scenario, in_base, "the road is drawn in the scenario, not in the base")
        self.assertGreater(in_change, in_base)
        cells = browser.js("land.built.reduce((n, is) => n + is, 0)")
        pixels = browser.js("(c => c.width * c.width)(document.querySelector('#density-maps canvas'))") / browser.js("viewOf([unpacked(data.maps.density[0].base), unpacked(data.maps.density[0].scenario)], v => v > 1, 40).width") ** 2
        self.assertLess(in_scenario - in_base, 0.5 * cells * pixels, "what is built hides what is under it")

    def test_degrees_stand_off_the_scale_bar(self):
        browser = BROWSER.open(make(run_world("degrees", "run.last_day=2005-01-20"), "degrees.html"))
        right = browser.js("""(() => {
            const drawing = begin(document.getElementById('year-canvas'), wholeView()), bar = scaleBarSize(drawing), { view, px } = drawing;
            return graticule(drawing).filter(words => words[3] === 'center').map(words => (view.left + view.width - bar.width - words[1]) / px);
        })()""")
        self.assertTrue(right)
        self.assertGreater(min(right), 20, "half of a label")

    def test_a_branch_says_where_it_began(self):
        result = run_world("trunk", "run.last_day=2005-01-20", "checkpoint.keep=true")
        state = pathlib.Path(f"{result}.checkpoints/2005-01-20.state.h5")
        branch = FOLDER / "branch.h5"
        code, _, said = helpers.run("run", WORLD.scenario, "-q", "-o", branch, "--resume-from", state,
                                    *helpers.settings(["run.last_day=2005-01-25"]))
        self.assertEqual(code, 0, said)
        said = self.sound(make(branch, "branch.html")).text("#provenance dl")
        self.assertIn("“a made-up herd” (seed 1, replicate 0), after 20 January 2005: file 2005-01-20.state.h5, SHA-256 ", said)

    def test_with_a_baseline(self):
        base, scenario = run_world("its_base"), run_world("with_road", scenario=WORLD.write("road.toml", ROAD))
        _, out, _ = helpers.run("validate", scenario, "--baseline", base, "--json")
        wanted = [row["verdict"] for row in json.loads(out)]
        shape = {"✓ pass": "pass", "≈ near": "near", "✗ fail": "fail", "– not scored": "not scored"}
        browser = self.sound(make(scenario, "with_road.html", "--baseline", base))
        self.assertEqual([shape[e.text] for e in browser.all("#validation .verdict")], wanted)
        self.assertNotIn("needs --baseline", browser.text("#validation"))
        self.assertIn("--baseline", self.sound(make(scenario, "alone.html")).text("#validation"))

    def test_the_same_file_gives_the_same_page(self):
        result = run_world("again", "run.last_day=2005-01-20")
        self.assertEqual(make(result, "a.html").read_bytes(), make(result, "b.html").read_bytes())


class Refused(unittest.TestCase):
    def refused(self, *arguments):
        code, out, said = helpers.run("report", *arguments)
        self.assertEqual(code, 2, said)
        self.assertEqual(out, "")
        return said.replace(str(FOLDER), "F")

    def test_files_that_are_no_results(self):
        with h5py.File(FOLDER / "other.h5", "w"):
            pass
        for name, part in ((WORLD.scenario, "F/world.toml: not an HDF5 file"), (FOLDER / "none.h5", "F/none.h5: no such file"),
                           (FOLDER, "F: is a folder"),
                           (FOLDER / "other.h5", "F/other.h5: not a result of rangifer run, nor one of rangifer compare")):
            self.assertIn(part, self.refused(name, "-o", FOLDER / "page.html"))
        self.assertFalse((FOLDER / "page.html").exists())

    def test_where_it_cannot_go(self):
        result = run_world("little", "run.last_day=2005-01-05")
        before = result.read_bytes()
        self.assertIn("--output is required", self.refused(result))
        self.assertIn("there is no folder F/no", self.refused(result, "-o", FOLDER / "no/page.html"))
        self.assertIn("is a folder", self.refused(result, "-o", FOLDER))
        self.assertIn("is the result that was to be read", self.refused(result, "-o", result))
        self.assertIn("none.h5: no such file", self.refused(result, "-o", FOLDER / "page.html", "--baseline", FOLDER / "none.h5"))
        self.assertEqual(result.read_bytes(), before)
        self.assertEqual(list(FOLDER.glob("*.partial")), [])


if __name__ == "__main__":
    unittest.main()
