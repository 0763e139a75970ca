"""Opens what rangifer writes, as labelled data. No science here: files in, names and tables out.

    import rangifer_results as results
    run = results.open_run()              # or open_run("outputs/other.h5")
    run.herd.alive.sel(herd="porcupine", cohort="cow")

Runs, comparisons, ensembles and score sheets open here; rangifer_drawing.py draws them.
"""
import datetime
import functools
import json
import os
import pathlib
import re

import numpy as np
import pandas as pd
import pyproj
import xarray as xr

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUTPUTS = pathlib.Path(os.environ.get("RANGIFER_OUTPUTS") or ROOT / "outputs")  # figures and tables go there
PERIOD_TITLES = {"pre_calving": "Pre-calving", "post_calving": "Post-calving",
                 "mid_summer": "Mid-summer", "rut_late_fall": "Rut and late fall"}
# First days of the calendar periods of map/use; a copy of map/season_first_doy, as a test sees to.
PERIOD_STARTS = {"winter": (12, 1), "spring_migration": (4, 1), "pre_calving": (5, 20), "calving": (6, 1),
                 "post_calving": (6, 11), "early_summer": (7, 1), "mid_summer": (7, 16),
                 "fall_migration": (8, 8), "rut_late_fall": (10, 8)}
# Regions of inputs/porcupine/regions.geojson, and what lies beyond them.
USUAL_REGIONS = ("Alaska", "Yukon", "Northwest Territories", "1002 Area", "Arctic Refuge", "Ivvavik National Park",
                 "Vuntut National Park", "elsewhere")
COMMON_YEAR = 2001  # years are laid over each other on the dates of a year without 29 February


# ---- Files ----

class ResultFile:
    """A file in groups. Groups are read when first asked for: `file.herd`, `file.map`, `file.calving` ..."""

    format, what, how = "", "", ""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        if not self.path.is_file():
            raise FileNotFoundError(f"no {self.what} at {self.path.absolute()}: make one with `{self.how}`")
        with xr.open_dataset(self.path) as root:
            self.attrs = dict(root.attrs)
        if self.attrs.get("format") != self.format:
            raise ValueError(f"{self.path} is not {self.is_not}")
        self.title, self.version = self.attrs["title"], self.attrs["version"]

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self.group(name)
        except OSError as problem:
            raise AttributeError(f"{self.path} has no group {name}") from problem

    @functools.lru_cache(maxsize=None)
    def group(self, name):
        with xr.open_dataset(self.path, group=name) as data:
            return named(data.load())

    def has(self, name):
        """Whether the file has this group: one of crossings needs a border, one of tracks needs agents."""
        try:
            return bool(self.group(name).variables)
        except OSError:
            return False

    @functools.cached_property
    def land(self):
        """Maps of the land, with elevation and land_fraction, to draw under the others; None if there are none."""
        return self.map

    @functools.cached_property
    def crs(self):
        return pyproj.CRS.from_wkt(self.map.crs.attrs["crs_wkt"])

    @functools.cached_property
    def to_grid(self):
        """Turns longitude and latitude into x and y of the grid."""
        return pyproj.Transformer.from_crs("EPSG:4326", self.crs, always_xy=True).transform

    @functools.cached_property
    def cell(self):
        """Edge of a cell, m."""
        return float(self.map.x[1] - self.map.x[0])


class Run(ResultFile):
    """The result of one run."""

    format, what, is_not = "rangifer run", "result file", "the result of a rangifer run"
    how = "rangifer run inputs/porcupine/baseline.toml -o outputs/porcupine_baseline.h5"

    def __init__(self, path):
        super().__init__(path)
        self.commit, self.seed = self.attrs["commit"], int(self.attrs["seed"])
        self.replicate = int(self.attrs["replicate"])

    @property
    def years(self):
        return self.map.sizes["year"]

    @property
    def herds(self):
        return [str(name) for name in self.herd.herd.values]


def open_run(path=None):
    """The run at `path`, else the one that RANGIFER_RESULT names, else the baseline."""
    return Run(path or os.environ.get("RANGIFER_RESULT") or OUTPUTS / "porcupine_baseline.h5")


class Comparison(ResultFile):
    """What `rangifer compare` wrote: a scenario against its base, pair by pair."""

    format, what, is_not = "rangifer comparison", "comparison", "a comparison of rangifer"
    how = "rangifer compare outputs/porcupine_baseline.h5 outputs/snowy.h5 -o outputs/impact.h5"

    def __init__(self, path):
        super().__init__(path)
        self.base_title, self.scenario_title = short_titles([self.attrs["base_title"], self.attrs["scenario_title"]])
        self.summary = self.attrs["summary"]

    @functools.cached_property
    def spans(self):
        """How many different spans of days the pairs cover: one, or runs of several springs, each from its own first day."""
        return len(np.unique(self.pairs.first_day.values))

    def years_of_pairs(self, years):
        """Calendar years of a row of years of the runs, for each pair: an array (pair, year)."""
        first = self.pairs.first_day.dt.year.values[:, None]
        years = np.asarray(years, int)[None, :]
        calendar = self.impact.year.attrs.get("long_name") == "calendar year"
        return np.broadcast_to(years, (len(first), years.size)) if calendar else first + years - 1

    def said_extent(self):
        """"3 pairs of runs over 2 years (2004 to 2005)", or "19 pairs of runs over 19 spans of 1 year between 2002 and 2020"."""
        def number(n, thing):
            return f"{n} {thing}{'' if n == 1 else 's'}"
        years = self.years_of_pairs(self.impact.year.values)
        first, last = int(years.min()), int(years.max())
        said = f"{number(len(years), 'pair')} of runs over "
        length = number(years.shape[1], "year")
        if self.spans > 1:
            return said + f"{self.spans} spans of {length} between {first} and {last}"
        return said + f"{length} ({first if first == last else f'{first} to {last}'})"

    def own_regions(self):
        """Regions of the runs besides those that every run of the herd has: a user's own."""
        return [name for name in self.impact.region.values if name not in USUAL_REGIONS] if "region" in self.impact else []

    def clearest_regions(self, herd, number=2):
        """Regions whose share of the births changes most, those first that change clearly: by a tenth of a point and more,
        with an interval that excludes zero."""
        if "birth_share_difference" not in self.impact:
            return []
        share = self.impact.sel(herd=herd)
        change = np.abs(share.birth_share_difference.values)
        told = (share.birth_share_low_95.values > 0) | (share.birth_share_high_95.values < 0)
        table = pd.DataFrame({"change": change, "clear": told & (change >= 0.001)}, index=share.region.values).drop("elsewhere", errors="ignore")
        return list(table[table.change > 0].sort_values(["clear", "change"], ascending=False, kind="stable").index[:number])

    def developments(self):
        """Names of the developments that the scenario has and the base has not, as far as the file tells."""
        changed = json.loads(self.attrs.get("changed_parameters", "{}")).get("parameters", {})
        return [of["scenario"] for key, of in changed.items()
                if re.fullmatch(r"development\.\d+\.name", key) and isinstance(of.get("scenario"), str)]

    def changes(self):
        """Every output with its change, a row for each herd, region and direction: a tidy table."""
        rows = []
        for name in [n[:-len("_difference")] for n in self.impact if n.endswith("_difference")]:
            difference = self.impact[f"{name}_difference"]
            forms = {"base": "base", "scenario": "scenario", "difference": "difference",
                     "low_95": "low", "high_95": "high", "se_paired": "se_paired", "se_unpaired": "se_unpaired"}
            table = xr.Dataset({short: self.impact[f"{name}_{form}"] for form, short in forms.items()})
            table = table.drop_vars([c for c in table.coords if c not in difference.dims]).to_dataframe().reset_index()
            rows.append(table.assign(output=name, unit=difference.attrs.get("units", ""),
                                     words=difference.attrs.get("long_name", name).split(":")[0]))
        return pd.concat(rows, ignore_index=True)


def open_comparison(path=None):
    """The comparison at `path`, else the one that RANGIFER_COMPARISON names, else outputs/impact.h5."""
    return Comparison(path or os.environ.get("RANGIFER_COMPARISON") or OUTPUTS / "impact.h5")


def open_scores(path=None):
    """The score sheet that `rangifer validate` wrote with --csv or --h5, a row each; else RANGIFER_SCORES, else
    outputs/score_sheet.csv. `attrs["runs"]` says what was scored, where the file does."""
    path = pathlib.Path(path or os.environ.get("RANGIFER_SCORES") or OUTPUTS / "score_sheet.csv")
    if not path.is_file():
        raise FileNotFoundError(f"no score sheet at {path.absolute()}: make one with "
                                "`rangifer validate outputs/porcupine_baseline.h5 --csv outputs/score_sheet.csv`")
    runs = []
    if path.suffix == ".csv":
        table = pd.read_csv(path, keep_default_na=False, na_values={
            name: [""] for name in ("band_low", "band_high", "simulated", "low_95", "high_95")})
        table["weak"] = table.weak == "yes"
    else:
        with xr.open_dataset(path, group="validation") as sheet:
            table = sheet.load().to_dataframe().reset_index(drop=True)
            table["verdict"] = [sheet.verdict.flag_meanings.split()[v].replace("_", " ") for v in sheet.verdict.values]
            runs = sheet.attrs["runs"].splitlines()
        table["weak"] = table.weak.astype(bool)
    table["unit"] = table.unit.replace("1", "")
    table.attrs["runs"] = runs
    return table


class Ensemble(ResultFile):
    """What `rangifer collect` wrote: many runs, with `member` as the first dimension of what differs between them.

    `table` says what each member is, `scenarios` in which scenario or at which parameters it was run, `draws` with
    which seed and replicate. Members that are missing are left out.
    """

    format, what, is_not = "rangifer ensemble", "ensemble", "an ensemble of rangifer"
    how = "rangifer collect outputs/porcupine_baseline.h5 outputs/snowy.h5 -o outputs/ensemble.h5"

    def __init__(self, path):
        super().__init__(path)
        with xr.open_dataset(self.path, group="members") as members:
            self.whole = np.nonzero(members.member_state.values == 0)[0]
            axes = [name for name in self.attrs["axes"].split() if name not in ("seed", "replicate")]
            self.table = members[["title", "seed", "replicate", *axes]].isel(member=self.whole).to_dataframe()
        self.scenarios, self.draws = says_of_members(self.table)

    @functools.lru_cache(maxsize=None)
    def group(self, name):
        """A group with all members: for impact/ and herd/, not for maps, births and tracks, which may fill the memory."""
        with xr.open_dataset(self.path, group=name) as data:
            return named(data.isel(member=self.whole).load())

    @functools.cached_property
    def map(self):
        """The land and the grid, which all members share."""
        with xr.open_dataset(self.path, group="map") as data:
            return named(data.drop_dims("member").load())

    def of_member(self, i, group, wanted):
        """Variables of one member."""
        with xr.open_dataset(self.path, group=group) as data:
            return named(data[wanted].isel(member=self.whole[i]).load())


class Members:
    """The same of results that have not been collected."""

    def __init__(self, paths):
        self.runs = [Run(path) for path in paths]
        self.title, self.map, self.land = "results side by side", self.runs[0].map, self.runs[0].land
        self.crs, self.to_grid, self.cell = self.runs[0].crs, self.runs[0].to_grid, self.runs[0].cell
        self.table = pd.DataFrame([dict(title=run.title, seed=run.seed, replicate=run.replicate, scenario=run.title) for run in self.runs])
        self.scenarios, self.draws = says_of_members(self.table)

    @functools.lru_cache(maxsize=None)
    def group(self, name):
        return xr.concat([run.group(name) for run in self.runs], "member", data_vars="all", coords="minimal", compat="override", join="exact")

    def of_member(self, i, group, wanted):
        with xr.open_dataset(self.runs[i].path, group=group) as data:
            return named(data[wanted].load())


def says_of_members(table):
    """Of each member its scenario in words, with the axes that differ within scenarios, and its seed and replicate."""
    axes = [name for name in table.columns if name not in ("title", "seed", "replicate", "scenario")]
    titles = table.get("scenario", table.title).astype(str)
    inner = [name for name in axes if (table[name].astype(str).groupby(titles).nunique() > 1).any()]
    words = pd.Series(short_titles(list(titles)), index=table.index)
    for name in inner:
        words = words + f", {name} " + table[name].astype(str)
    return list(words), list(zip(table.seed.astype(int), table.replicate.astype(int)))


def open_ensemble(path=None):
    """The ensemble at `path`, else the one that RANGIFER_ENSEMBLE names, else outputs/ensemble.h5. Several results, with
    the separator of the system's search path between them, open as well, one by one."""
    path = str(path or os.environ.get("RANGIFER_ENSEMBLE") or OUTPUTS / "ensemble.h5")
    return Members(path.split(os.pathsep)) if os.pathsep in path else Ensemble(path)


def short_titles(titles):
    """Titles of scenarios without the words with which all of them begin."""
    if len(set(titles)) < 2:
        return list(titles)
    common = os.path.commonprefix(list(titles))
    cut = max(common.rfind(", ") + 2, common.rfind(": ") + 2, 0) if (", " in common or ": " in common) else 0
    return [title[cut:] for title in titles]


# ---- Names and tables ----

def named(data):
    """The data with names, not numbers, along the dimensions that stand for names."""
    for dim in data.dims:
        if f"{dim}_name" in data:
            data[dim] = (dim, [str(name) for name in data[f"{dim}_name"].values])
            data = data.drop_vars(f"{dim}_name")
    return data


def animal_days_per_km2(run):
    """Use by calendar period, of all herds, per square kilometre and year of the run."""
    return run.map.use.sum("herd") / (run.cell / 1000) ** 2 / run.years


def in_blocks(field, run, block_km):
    """Sums over blocks of about `block_km`: single agents make single cells speckled."""
    n = max(1, round(block_km * 1000 / run.cell))
    return field.coarsen(x=n, y=n, boundary="trim").sum() if n > 1 else field


def cells_holding(field, share):
    """The fewest cells that together hold a share of a field, as a mask."""
    ranked = np.sort(field.values, axis=None)[::-1]
    return field >= ranked[np.searchsorted(ranked.cumsum(), share * ranked.sum())]


def years_by_date(series):
    """The years over each other, on the dates of one common year: dimensions year and date, gaps left open."""
    series = series.astype(float)  # gaps are NaN
    series = series.isel(time=(series.time.dt.strftime("%m-%d") != "02-29").values)
    dates = pd.to_datetime([f"{COMMON_YEAR}-{date}" for date in series.time.dt.strftime("%m-%d").values])
    series = series.assign_coords(year=("time", series.time.dt.year.values), date=("time", dates))
    return series.set_index(time=["year", "date"]).unstack("time").reindex(
        date=pd.date_range(f"{COMMON_YEAR}-01-01", f"{COMMON_YEAR}-12-31"))


def by_date(series):
    """Mean over the years, on the dates of one common year, gaps left open."""
    return years_by_date(series).mean("year")


def date_of(day_of_year):
    return pd.Timestamp(COMMON_YEAR, 1, 1) + pd.Timedelta(days=float(day_of_year) - 1)


def say_date(date):
    date = pd.Timestamp(date)
    return f"{date.day} {date:%B}"


def weighted_quantile(values, weights, q):
    """The value that the share `q` of the weight does not exceed; NaN if there is none."""
    values, weights = np.asarray(values, float), np.asarray(weights, float)
    values, weights = values[~np.isnan(values)], weights[~np.isnan(values)]
    if not weights.sum():
        return np.nan
    order = np.argsort(values)
    return values[order][np.searchsorted(weights[order].cumsum(), q * weights.sum())]


# ---- Calendar periods ----

def period_title(name):
    return PERIOD_TITLES.get(name, name.replace("_", " ").capitalize())


def period_dates(name):
    """First and last day of a calendar period in a common year; the last is earlier for winter."""
    starts = sorted(datetime.date(COMMON_YEAR, *day) for day in PERIOD_STARTS.values())
    first = datetime.date(COMMON_YEAR, *PERIOD_STARTS[name])
    following = starts[(starts.index(first) + 1) % len(starts)]
    return first, following - datetime.timedelta(days=1)


def say_period(name):
    if name not in PERIOD_STARTS:
        return ""
    return " – ".join(f"{day.day} {day:%b}" for day in period_dates(name))


def births_of(run, herd):
    """The births of a herd, one by one, with year, day of the year and the day of half green-up at the place."""
    births = run.calving
    births = births.isel(birth=births.herd.values == run.herds.index(herd))
    births = births.assign(year=births.time.dt.year, day=births.time.dt.dayofyear)
    there = dict(year=births.year, x=births.x, y=births.y)
    births["green_up_doy"] = "birth", run.map.green_up_doy.sel(there, method="nearest").values
    return births


def by_year(births, name, shares=(0.05, 0.25, 0.5, 0.75, 0.95)):
    """Values of births that shares of the calves do not exceed, a row for each year: a table."""
    rows = {}
    for year in np.unique(births.year.values):
        of = births.isel(birth=births.year.values == year)
        rows[int(year)] = [weighted_quantile(of[name], of.animals, share) for share in shares]
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(shares), dtype=float)
