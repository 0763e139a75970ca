"""Opens a run of rangifer and draws the land under it. No science here: data in, labelled data out.

    import rangifer_results as results
    run = results.open_run()              # or open_run("outputs/other.h5")
    run.herd.alive.sel(herd="porcupine", cohort="cow")
"""
import datetime
import functools
import json
import os
import pathlib

import matplotlib.patheffects
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pyproj
import xarray as xr
from matplotlib.colors import BoundaryNorm, LightSource, ListedColormap
from matplotlib.lines import Line2D

ROOT = pathlib.Path(__file__).resolve().parent.parent
INPUTS = ROOT / "inputs" / "porcupine"
WIDE = ROOT / "inputs" / "four_herds"  # made by inputs/prepare: its outlines go farther west
FIGURES = ROOT / "outputs" / "figures"

# Okabe and Ito's colours, told apart by every kind of colour vision.
BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, RED, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")
SEA, WATER = "#dfe9f0", "#6fa8c9"
REGION_COLOURS = {"1002 Area": RED, "Arctic Refuge": ORANGE,
                  "Ivvavik National Park": BLUE, "Vuntut National Park": PURPLE}
PERIOD_TITLES = {"pre_calving": "Pre-calving", "post_calving": "Post-calving",
                 "mid_summer": "Mid-summer", "rut_late_fall": "Rut and late fall"}
# First days of the calendar periods of map/use; a copy of model/engine/use_seasons.h.
PERIOD_STARTS = {"winter": (12, 1), "spring_migration": (4, 1), "pre_calving": (5, 20), "calving": (6, 1),
                 "post_calving": (6, 11), "early_summer": (7, 1), "mid_summer": (7, 16),
                 "fall_migration": (8, 8), "rut_late_fall": (10, 8)}
COMMON_YEAR = 2001  # years are laid over each other on the dates of a year without 29 February


# ---- A run ----

class Run:
    """One result file. Groups are read when first asked for: `run.herd`, `run.map`, `run.calving` ..."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        if not self.path.is_file():
            raise FileNotFoundError(f"no result file {self.path}: make one with "
                                    "`rangifer run inputs/porcupine/baseline.toml`")
        with xr.open_dataset(self.path) as root:
            if root.attrs.get("format") != "rangifer run":
                raise ValueError(f"{self.path} is not the result of a rangifer run")
            self.title, self.commit = root.attrs["title"], root.attrs["commit"]
            self.version, self.seed = root.attrs["version"], int(root.attrs["seed"])

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
        """Whether the run has this group: one of crossings needs a border, one of tracks needs agents."""
        try:
            return bool(self.group(name).variables)
        except OSError:
            return False

    @functools.cached_property
    def crs(self):
        return pyproj.CRS.from_wkt(self.map.crs.attrs["crs_wkt"])

    @functools.cached_property
    def to_grid(self):
        """Turns longitude and latitude into x and y of the run."""
        return pyproj.Transformer.from_crs("EPSG:4326", self.crs, always_xy=True).transform

    @functools.cached_property
    def cell(self):
        """Edge of a cell, m."""
        return float(self.map.x[1] - self.map.x[0])

    @property
    def years(self):
        return self.map.sizes["year"]


def open_run(path=None):
    """The run at `path`, else the one that RANGIFER_RESULT names, else the baseline."""
    return Run(path or os.environ.get("RANGIFER_RESULT") or ROOT / "outputs" / "porcupine_baseline.h5")


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


def by_date(series):
    """Mean over the years, on the dates of one common year, gaps left open."""
    months_days = series.time.dt.strftime("%m-%d")
    mean = series.groupby(months_days.rename("date")).mean()
    mean = mean.sel(date=mean.date != "02-29")
    mean["date"] = pd.to_datetime([f"{COMMON_YEAR}-{date}" for date in mean.date.values])
    return mean.sortby("date").reindex(date=pd.date_range(f"{COMMON_YEAR}-01-01", f"{COMMON_YEAR}-12-31"))


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


def shade_periods(ax, label=True):
    """Bands of the calendar periods behind a time axis of one common year, numbered at the top."""
    new_year, year_end = datetime.date(COMMON_YEAR, 1, 1), datetime.date(COMMON_YEAR, 12, 31)
    ordered = sorted(PERIOD_STARTS, key=lambda name: PERIOD_STARTS[name] if name != "winter" else (0, 0))
    for i, name in enumerate(ordered):
        first, last = period_dates(name)
        spans = [(first, last)] if first < last else [(new_year, last), (first, year_end)]
        for a, b in spans:
            b += datetime.timedelta(days=1)
            if i % 2:
                ax.axvspan(a, b, color="0.93", zorder=0, lw=0)
            if label:
                ax.text(a + (b - a) / 2, 1.015, str(i + 1), transform=ax.get_xaxis_transform(),
                        ha="center", va="bottom", fontsize=9, color="0.35")
    ax.set_xlim(new_year, year_end)
    return "   ".join(f"{i + 1} {period_title(name)}" for i, name in enumerate(ordered))


def months_axis(axes):
    """Names of the months, between ticks at their first days, under axes that share their time."""
    firsts = [datetime.date(COMMON_YEAR, m, 1) for m in range(1, 13)]
    middles = [datetime.date(COMMON_YEAR, m, 15) for m in range(1, 13)]
    for ax in axes:
        ax.set_xticks(firsts, [""] * 12)
        ax.set_xticks(middles, [f"{day:%b}" for day in middles], minor=True)
        ax.tick_params(axis="x", which="minor", length=0)


# ---- The land ----

@functools.lru_cache(maxsize=None)
def features(name, folder=INPUTS):
    """Features of a GeoJSON of the inputs, as (properties, lines of longitude and latitude)."""
    found = []
    for feature in json.loads((folder / name).read_text())["features"]:
        kind, parts = feature["geometry"]["type"], feature["geometry"]["coordinates"]
        nested = {"LineString": [parts], "MultiLineString": parts, "Polygon": parts,
                  "MultiPolygon": [ring for polygon in parts for ring in polygon]}[kind]
        found.append((feature["properties"], [np.asarray(line, float)[:, :2] for line in nested]))
    return found


def communities():
    return pd.read_csv(INPUTS / "communities.csv")


def draw_line(ax, run, line, **style):
    style.setdefault("zorder", 3)
    return ax.plot(*run.to_grid(line[:, 0], line[:, 1]), **style)


def draw_outlines(ax, run, width=1.0):
    styles = {"coast": dict(color="0.25", lw=0.7), "river": dict(color=WATER, lw=0.5, zorder=1.5),
              "border": dict(color="black", lw=1.3, dashes=(6, 2, 1, 2), zorder=4.5),
              "territory": dict(color="0.35", lw=0.8, dashes=(3, 2))}
    wide = float(run.map.lon.min()) < -157 and (WIDE / "outlines.geojson").is_file()
    for properties, lines in features("outlines.geojson", WIDE if wide else INPUTS):
        style = dict(styles[properties["kind"]])
        style["lw"] *= width
        for line in lines:
            draw_line(ax, run, line, **style)


def draw_regions(ax, run, names=tuple(REGION_COLOURS), width=1.8):
    """Outlines of protected and planned areas; gives the handles for a legend."""
    rings = {properties["name"]: rings for properties, rings in features("regions.geojson")}
    handles = []
    for name in [name for name in names if name in rings]:
        style = dict(color=REGION_COLOURS.get(name, BLACK), lw=width)
        for ring in rings[name]:
            above = 4.2 - 0.1 * names.index(name)  # the first named stays seen where edges coincide
            draw_line(ax, run, ring, path_effects=[halo(width + 1.2)], zorder=above, **style)
        handles.append(Line2D([], [], label=name, **style))
    return handles


def halo(width=2.5):
    return matplotlib.patheffects.withStroke(linewidth=width, foreground="white")


def draw_relief(ax, run, extent):
    """Light relief of the model's own elevation, in grey so that it leaves the colours to the data."""
    land = run.map.isel(y=slice(None, None, -1))
    height = np.where(land.land_fraction > 0.5, np.nan_to_num(land.elevation.values), 0.0)
    light = LightSource(azdeg=315, altdeg=45).hillshade(height, vert_exag=16, dx=run.cell, dy=run.cell)
    sea = np.array(matplotlib.colors.to_rgb(SEA))
    grey = (0.68 + 0.32 * light)[..., None].repeat(3, axis=2)
    picture = np.where((land.land_fraction.values > 0.5)[..., None], grey, sea)
    half = run.cell / 2
    ax.imshow(picture, extent=(run.map.x.min() - half, run.map.x.max() + half,
                               run.map.y.min() - half, run.map.y.max() + half),
              interpolation="bilinear", zorder=0)
    ax.set(xlim=extent[:2], ylim=extent[2:], aspect="equal")


def graticule(ax, run, extent, left=True, bottom=True):
    """Thin meridians and parallels, labelled where they meet the lower and the left edge."""
    x0, x1, y0, y1 = extent
    width = max(x1 - x0, 1.3 * (y1 - y0)) / 1000
    lat_step, lon_step = next(step for limit, step in ((600, (1, 2)), (1500, (2, 5)), (1e9, (5, 10))) if width < limit)
    ticks = {"x": [], "y": []}
    for lon in np.arange(-180, 180, lon_step) + (1 if lon_step == 2 else 0):  # 141 W is the border
        x, y = run.to_grid(np.full(901, float(lon)), np.linspace(45, 89, 901))
        ax.plot(x, y, color="0.5", lw=0.35, zorder=1.2)
        ticks["x"] += [(np.interp(y0, y, x), f"{abs(lon):g}° {'W' if lon < 0 else 'E'}")] if y[0] < y0 < y[-1] else []
    for lat in np.arange(50, 89, lat_step):
        x, y = run.to_grid(np.linspace(-179, -101, 901), np.full(901, float(lat)))
        ax.plot(x, y, color="0.5", lw=0.35, zorder=1.2)
        ticks["y"] += [(np.interp(x0, x, y), f"{lat:g}° N")] if x[0] < x0 < x[-1] else []
    for axis, low, high, show in (("x", x0, x1, bottom), ("y", y0, y1, left)):
        inside = [(at, text) for at, text in ticks[axis] if low < at < high]
        getattr(ax, f"set_{axis}ticks")([at for at, _ in inside], [text if show else "" for _, text in inside])
    ax.tick_params(length=2, labelsize=8, colors="0.3")


def scale_bar(ax, extent, at=(0.97, 0.03)):
    """A bar of a round length, about a quarter of the width, with its right end at `at`."""
    width = extent[1] - extent[0]
    length = max(n for n in (10, 20, 50, 100, 200, 500) if n * 1000 < 0.3 * width or n == 10)
    right, y = extent[0] + at[0] * width, extent[2] + at[1] * (extent[3] - extent[2])
    ax.plot([right - 1000 * length, right], [y, y], color="black", lw=2.5, solid_capstyle="butt",
            zorder=6, path_effects=[halo(5)])
    ax.annotate(f"{length} km", (right - 500 * length, y), (0, 3), textcoords="offset points", ha="center",
                fontsize=8, zorder=6, path_effects=[halo()])


def draw_communities(ax, run, extent, names=True):
    for row in communities().itertuples():
        x, y = run.to_grid(row.longitude, row.latitude)
        if extent[0] < x < extent[1] and extent[2] < y < extent[3]:
            ax.plot(x, y, "o", ms=3, mfc="white", mec="black", mew=0.8, zorder=5)
            if names:
                right = x > extent[0] + 0.8 * (extent[1] - extent[0])
                ax.annotate(row.name, (x, y), (-4 if right else 4, 2), textcoords="offset points", fontsize=8,
                            ha="right" if right else "left", zorder=6, path_effects=[halo()])


def base_map(ax, run, extent, width=1.0, left=True, bottom=True):
    """Relief, rivers, coast, borders and graticule in the projection of the run."""
    draw_relief(ax, run, extent)
    draw_outlines(ax, run, width)
    graticule(ax, run, extent, left, bottom)
    ax.set(xlim=extent[:2], ylim=extent[2:])
    for side in ax.spines.values():
        side.set(visible=True, color="0.4", lw=0.7)


def north_note(run):
    """Which way is north: a map with a central meridian has it upwards there only."""
    operation = run.crs.coordinate_operation
    origin = [p.value for p in operation.params if p.name == "Longitude of natural origin"] if operation else []
    return f"North is up along {abs(origin[0]):g}° {'W' if origin[0] < 0 else 'E'}" if origin else "North is up"


def extent_of(run, field, share=0.995, margin_km=40):
    """Edges of the part of the map that holds `share` of a field on each axis, with a margin, in the grid."""
    half, edges = run.cell / 2, []
    for axis, other in (("x", "y"), ("y", "x")):
        sums, at = field.sum(other).values.cumsum(), run.map[axis].values
        tail = (1 - share) / 2 * sums[-1]
        low, high = at[np.searchsorted(sums, tail, side="right")], at[min(np.searchsorted(sums, sums[-1] - tail), len(at) - 1)]
        edges += [max(low - margin_km * 1000, at[0] - half), min(high + margin_km * 1000, at[-1] + half)]
    return edges


def classes(edges, colours="viridis_r", low=0.0, high=1.0):
    """Colour map and norm for classes between edges; values under the first are left clear, over the last darkest."""
    shades = plt.get_cmap(colours)(np.linspace(low, high, len(edges)))
    chosen = ListedColormap(shades[:-1])
    chosen.set_under((0, 0, 0, 0))
    chosen.set_over(shades[-1])
    return dict(cmap=chosen, norm=BoundaryNorm(edges, len(edges) - 1))


def steps_for(field):
    """Steps of about three from the least positive value (one agent may stand for many animals) to the greatest."""
    least, most = float(field.where(field > 0).min()), float(field.max())
    steps = [a * 10.0**n for n in range(-6, 9) for a in (1, 3)]
    first = max(i for i, step in enumerate(steps) if step <= least or i == 0)
    return [step for i, step in enumerate(steps) if first <= i and (step < most or i < first + 3)]


def draw_field(ax, field, **style):
    """A field on the grid, as flat cells."""
    return ax.pcolormesh(field.x, field.y, field.values, shading="nearest", rasterized=True, zorder=1.1, **style)


def draw_share(ax, run, field, share, smooth_km=10):
    """Line around the ground that holds a share of a field, smoothed so that it does not follow single cells."""
    blurred = field
    for dim in ("x", "y") * 3 if run.cell < 1000 * smooth_km else ():
        blurred = blurred.rolling({dim: 2 * round(smooth_km * 500 / run.cell) + 1}, center=True, min_periods=1).mean()
    level = blurred.values[cells_holding(blurred, share).values].min()
    if 0 < level < float(blurred.max()):
        lines = ax.contour(field.x, field.y, blurred.values, levels=[level], colors="white", linewidths=1.1, zorder=2)
        plt.setp(lines.collections, path_effects=[matplotlib.patheffects.withStroke(linewidth=2.2, foreground="0.15")])


def save(figure, name):
    """Writes the figure into outputs/figures and gives its path."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    path = FIGURES / f"{name}.png"
    figure.savefig(path, dpi=160)
    return path


def paper_style():
    plt.rcParams.update({"font.size": 10, "axes.titlesize": 10, "axes.titleweight": "bold", "axes.titlelocation": "left",
                         "axes.spines.top": False, "axes.spines.right": False, "figure.dpi": 100,
                         "figure.facecolor": "white", "savefig.facecolor": "white", "legend.frameon": False})
