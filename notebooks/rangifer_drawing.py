"""Draws what rangifer_results opens: maps in the projection of the run, axes of time, intervals. No network, no science.

    import rangifer_drawing as drawing
    drawing.base_map(ax, run, extent)
"""
import datetime
import functools
import json
import textwrap

import matplotlib.patheffects
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.colors import BoundaryNorm, LightSource, ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from rangifer_results import COMMON_YEAR, OUTPUTS, PERIOD_STARTS, ROOT, cells_holding, period_dates, period_title

INPUTS = ROOT / "inputs" / "porcupine"
WIDE = ROOT / "inputs" / "four_herds"  # made by inputs/prepare: its outlines go farther west
FIGURES = OUTPUTS / "figures"

# Okabe and Ito's colours, told apart by every kind of colour vision.
BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, RED, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")
DIM_BLUE = "#5b7c99"  # of what is not told apart from zero
SEA, WATER = "#dfe9f0", "#6fa8c9"
REGION_COLOURS = {"1002 Area": RED, "Arctic Refuge": ORANGE,
                  "Ivvavik National Park": BLUE, "Vuntut National Park": PURPLE}
OWN_COLOURS = ("#7a1fa2", SKY, BLACK)  # of regions that a scenario adds


# ---- Axes of time ----

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
        narrow = ax.get_window_extent().width / ax.figure.dpi < 3.2
        ax.set_xticks(middles, [f"{day:%b}"[:1 if narrow else 3] for day in middles], minor=True)
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


def joined(lines):
    """Lines as one with gaps: hundreds of them are drawn much faster so."""
    return np.concatenate([part for line in lines for part in (line, [[np.nan, np.nan]])])


def draw_line(ax, run, line, **style):
    style.setdefault("zorder", 3)
    return ax.plot(*run.to_grid(line[:, 0], line[:, 1]), **style)


def draw_outlines(ax, run, width=1.0):
    styles = {"coast": dict(color="0.25", lw=0.7), "river": dict(color=WATER, lw=0.5, zorder=1.5),
              "border": dict(color="black", lw=1.3, dashes=(6, 2, 1, 2), zorder=4.5),
              "territory": dict(color="0.35", lw=0.8, dashes=(3, 2))}
    wide = float(run.map.lon.min()) < -157 and (WIDE / "outlines.geojson").is_file()
    for kind, style in styles.items():
        lines = [line for properties, lines in features("outlines.geojson", WIDE if wide else INPUTS)
                 if properties["kind"] == kind for line in lines]
        if lines:
            draw_line(ax, run, joined(lines), **style | {"lw": width * style["lw"]})


def draw_regions(ax, run, names=tuple(REGION_COLOURS), width=1.8, colour=None):
    """Outlines of protected and planned areas, and of regions of a scenario's own, which are along the edges of cells;
    gives the handles for a legend."""
    rings = {properties["name"]: rings for properties, rings in features("regions.geojson")}
    own = {name: i for i, name in enumerate(run.map.region.values) if name not in rings} if "region_mask" in run.map else {}
    handles, names = [], list(names)
    for name in [name for name in names if name in rings or name in own]:
        colour_of_own = OWN_COLOURS[[n for n in names if n in own].index(name) % len(OWN_COLOURS)] if name in own else BLACK
        style = dict(color=colour or REGION_COLOURS.get(name, colour_of_own), lw=width)
        above = 4.2 - 0.1 * names.index(name)  # the first named stays seen where edges coincide
        for ring in rings.get(name, []):
            draw_line(ax, run, ring, path_effects=[halo(width + 1.2)], zorder=above, **style)
        if name in own:
            outline_cells(ax, run, run.map.region_mask.values >> own[name] & 1, style["color"], width, above)
        handles.append(Line2D([], [], label=name, **style))
    return handles


def outline_cells(ax, run, inside, colour, width, above):
    """A line around cells."""
    if inside.any() and not inside.all():
        lines = ax.contour(run.map.x, run.map.y, inside, levels=[0.5], colors=[colour], linewidths=width, zorder=above)
        plt.setp(lines.collections, path_effects=[halo(width + 1.2)])


def halo(width=2.5):
    return matplotlib.patheffects.withStroke(linewidth=width, foreground="white")


def draw_relief(ax, run, extent):
    """Light relief of the model's own elevation, in grey so that it leaves the colours to the data; plain without."""
    ax.set_facecolor("0.92")
    if run.land is not None:
        land = run.land.isel(y=slice(None, None, -1))
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
    if ax.get_window_extent().width / ax.figure.dpi < 2.4:  # inches: labels would run into each other
        lon_step *= 2
    ticks, lines = {"x": [], "y": []}, []
    for lon in np.arange(-180, 180, lon_step) + (1 if lon_step in (2, 4) else 0):  # 141 W is the border
        x, y = run.to_grid(np.full(901, float(lon)), np.linspace(45, 89, 901))
        lines.append(np.c_[x, y])
        ticks["x"] += [(np.interp(y0, y, x), f"{abs(lon):g}° {'W' if lon < 0 else 'E'}")] if y[0] < y0 < y[-1] else []
    for lat in np.arange(50, 89, lat_step):
        x, y = run.to_grid(np.linspace(-179, -101, 901), np.full(901, float(lat)))
        lines.append(np.c_[x, y])
        ticks["y"] += [(np.interp(x0, x, y), f"{lat:g}° N")] if x[0] < x0 < x[-1] else []
    seen = [line for line in lines if ((line[:, 0] > x0) & (line[:, 0] < x1) & (line[:, 1] > y0) & (line[:, 1] < y1)).any()]
    if seen:
        ax.plot(*joined(seen).T, color="0.5", lw=0.35, zorder=1.2)
    for axis, low, high, show in (("x", x0, x1, bottom), ("y", y0, y1, left)):
        inside = [(at, text) for at, text in ticks[axis] if low < at < high]
        getattr(ax, f"set_{axis}ticks")([at for at, _ in inside], [text if show else "" for _, text in inside])
    ax.tick_params(length=2, labelsize=8, colors="0.3")


def scale_bar(ax, extent, at=(0.97, 0.03)):
    """A bar of a round length, about a quarter of the width, with its right end at `at`."""
    width = extent[1] - extent[0]
    length = max(n for n in (10, 20, 50, 100, 200, 500) if n * 1000 < 0.3 * width or n == 10)
    right, y = extent[0] + at[0] * width, extent[2] + at[1] * (extent[3] - extent[2])
    pad_x, height = 0.015 * width, extent[3] - extent[2]
    inch = height / (ax.get_window_extent().height / ax.figure.dpi)
    ax.add_patch(plt.Rectangle((right - 1000 * length - pad_x, y - 0.06 * inch), 1000 * length + 2 * pad_x, 0.28 * inch,
                               facecolor="white", alpha=0.75, lw=0, zorder=5.9))
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


def frame(x, y, margin_km=30, ratio=0.8):
    """Edges around places, with a margin and a width of `ratio` times the height."""
    middle = (np.min(x) + np.max(x)) / 2, (np.min(y) + np.max(y)) / 2
    height = max(np.ptp(y) + 2000 * margin_km, (np.ptp(x) + 2000 * margin_km) / ratio)
    return [middle[0] - ratio * height / 2, middle[0] + ratio * height / 2, middle[1] - height / 2, middle[1] + height / 2]


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


def steps_below(most, number):
    """The last steps of about three before the greatest value, for fields whose small values say nothing."""
    steps = [a * 10.0**n for n in range(-9, 9) for a in (1, 3)]
    return [step for step in steps if step < most or step == steps[0]][-number:]


def change_classes(most, number=3):
    """Colour map and norm for losses (brown) and gains (blue-green); changes under the first step are left clear."""
    steps = steps_below(most, number)
    edges = [-step for step in steps[::-1]] + steps
    shades = plt.get_cmap("BrBG")(np.linspace(0.04, 0.96, len(edges) + 1))
    shades[len(steps)] = (0, 0, 0, 0)
    chosen = ListedColormap(shades[1:-1])
    chosen.set_under(shades[0])
    chosen.set_over(shades[-1])
    return dict(cmap=chosen, norm=BoundaryNorm(edges, len(edges) - 1))


def draw_field(ax, field, **style):
    """A field on the grid, as flat cells."""
    return ax.pcolormesh(field.x, field.y, field.values, shading="nearest", rasterized=True, zorder=1.1, **style)


def draw_share(ax, run, field, share, smooth_km=10, **style):
    """Line around the ground that holds a share of a field, smoothed so that it does not follow single cells."""
    blurred = field
    for dim in ("x", "y") * 3 if run.cell < 1000 * smooth_km else ():
        blurred = blurred.rolling({dim: 2 * round(smooth_km * 500 / run.cell) + 1}, center=True, min_periods=1).mean()
    level = blurred.values[cells_holding(blurred, share).values].min()
    if 0 < level < float(blurred.max()):
        lines = ax.contour(field.x, field.y, blurred.values, levels=[level],
                           **dict(colors="white", linewidths=1.1, zorder=2) | style)
        plt.setp(lines.collections, path_effects=[matplotlib.patheffects.withStroke(linewidth=2.2, foreground="0.15")])


# ---- Parts that figures share ----

def map_panels(run, extent, number, columns=None, width=9.0, below=0.9):
    """A figure of maps of one extent, side by side: the figure, and the axes with whether each is at the left and at the
    foot. `below` is height in inches for what stands under the maps."""
    columns = columns or {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3, 9: 3}.get(number, 4)
    rows = -(-number // columns)
    shape = (extent[3] - extent[2]) / (extent[1] - extent[0])
    maps = rows * (0.9 * width / columns * shape + 0.3)
    shrunk = min(1, 9 / maps)  # tall maps: a figure has to stay on a page
    figure, axes = plt.subplots(rows, columns, figsize=(max(width * shrunk, 5.5), maps * shrunk + below),
                                layout="compressed", squeeze=False)
    for ax in axes.flat[number:]:
        ax.set_visible(False)
    return figure, [(ax, i % columns == 0, i + columns >= number) for i, ax in enumerate(axes.flat[:number])]


def map_legend(ax, handles, columns=3):
    """A legend under a map, below the labels of the meridians."""
    ax.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0), borderaxespad=2.2, ncols=columns, fontsize=9)


def border_handle():
    return Line2D([], [], color="black", lw=1.3, dashes=(6, 2, 1, 2), label="border of Alaska and Canada")


def draw_infrastructure(ax, run, names=(), width=0.9):
    """Cells that are built on, hatched so that what is under them stays seen, in runs that know where; gives a handle for
    the legend, or none. `names` are those of the developments."""
    if "infrastructure_footprint" not in run.map or not float(run.map.infrastructure_footprint.max()):
        return []
    built = (run.map.infrastructure_footprint.values > 0).astype(int)
    hatched = ax.contourf(run.map.x, run.map.y, built, levels=[0.5, 1.5], hatches=["//////"], colors="none", zorder=3.5)
    plt.setp(hatched.collections, edgecolor="black", linewidth=0)
    outline_cells(ax, run, built, "black", width, 3.5)
    label = "cells built on: " + wrapped(", ".join(names), 40) if len(names) else "cells built on"
    return [Patch(facecolor="none", edgecolor="black", hatch="//////", lw=width, label=label)]


def draw_intervals(ax, table, label):
    """Dots with whiskers, a row each from the top: `difference`, `low` and `high`. Filled where the interval excludes zero."""
    at = np.arange(len(table))[::-1]
    for i in at[::2]:
        ax.axhspan(i - 0.5, i + 0.5, color="0.95", lw=0, zorder=0)
    ax.axvline(0, color="0.3", lw=0.9, zorder=1)
    clear = ((table.low > 0) | (table.high < 0)).values
    known = np.isfinite(table.low.values)
    ax.hlines(at[known], table.low[known], table.high[known], color=np.where(clear, BLUE, DIM_BLUE)[known], lw=1.8, zorder=2)
    for chosen, look in ((clear, dict(color=BLUE)), (~clear, dict(facecolor="white", edgecolor=DIM_BLUE))):
        ax.scatter(table.difference[chosen], at[chosen], s=34, zorder=3, linewidth=1.4, **look)
    ax.set_yticks(at, table[label])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(-0.5, len(table) - 0.5)
    reach = np.nanmax(np.abs(table[["difference", "low", "high"]].values), initial=0)
    reach = 1.15 * reach if reach > 1e-9 else 1
    ax.set_xlim(-reach, reach)


def interval_handles():
    """What the dots of draw_intervals() mean, for a legend."""
    filled = dict(color=BLUE, marker="o", ms=5.5, lw=1.8)
    hollow = dict(color=DIM_BLUE, marker="o", ms=5.5, mfc="white", mew=1.4, lw=1.8)
    return [Line2D([], [], label="told apart from zero: the 95 % interval excludes it", **filled),
            Line2D([], [], label="not told apart from zero, or no interval", **hollow)]


def draw_isopleth(ax, isopleth, level, **style):
    """The line around the ground that an isopleth map holds at a level; beyond the distribution it has no value."""
    style = dict(colors="black", linewidths=1.0, zorder=3.2) | style
    return ax.contour(isopleth.x, isopleth.y, isopleth.fillna(1.0).values, levels=[level], **style)


def wrapped(text, width):
    return "\n".join(textwrap.wrap(text, width))


def draw_differences(ax, pairs_years, values, unit):
    """Differences of pairs (pair, year), each at its calendar year, with the mean of each year."""
    ax.axhline(0, color="0.3", lw=0.9)
    mean = pd.Series(values.ravel()).groupby(pairs_years.ravel()).mean()
    # A line is for years that follow each other in the same runs; two of them have nothing between them.
    line = "-" if len(mean) > 2 and (pairs_years == pairs_years[0]).all() else ""
    ax.plot(mean.index, mean, line + "o", ms=6, lw=1.6, color=BLUE, label="mean of the pairs of the year", zorder=2)
    ax.plot(pairs_years.ravel(), values.ravel(), "o", ms=3.5, color=SKY, mec="white", mew=0.3, label="a pair of runs", zorder=3)
    ax.set_ylabel(f"scenario less base,\n{unit}", fontsize=9)
    ax.grid(axis="y", color="0.9", lw=0.8)
    year_axis(ax, mean.index, 6)


def clear_classes_on(colours, land="0.82"):
    """Gives a colour bar the grey of the land where its map is clear."""
    colours.ax.set_facecolor(land)
    return colours


def year_axis(ax, years, most=12):
    """Whole years, every one or every so many, with room at both ends."""
    years = [int(year) for year in years]
    step = max(1, -(-len(years) // most))
    ax.set_xticks(years[::step], [str(year) for year in years[::step]])
    room = 0.7 if len(years) > 3 else 2
    ax.set_xlim(years[0] - room, years[-1] + room)


def draw_spread(ax, table, colour, label, shift=0.0, width=0.16):
    """Of each year the middle 90 % as a line, the middle half as a box and the median as a bar; a table of by_year()."""
    table = table.dropna()
    at = table.index.values + shift
    ax.vlines(at, table[0.05], table[0.95], color=colour, lw=1)
    ax.bar(at, table[0.75] - table[0.25], bottom=table[0.25], width=width, color=colour, alpha=0.45, lw=0)
    ax.hlines(table[0.5], at - width / 2, at + width / 2, color=colour, lw=2.2, label=label)


def draw_years(ax, of_years, colour, label, smooth=7, **style):
    """Mean of the years as a line, their range as a band; `of_years` is from years_by_date(), taken over `smooth` days."""
    weekly = of_years.rolling(date=smooth, center=True, min_periods=1).mean().where(of_years.notnull())
    if of_years.sizes["year"] > 1:
        ax.fill_between(of_years.date.values, weekly.min("year"), weekly.max("year"), color=colour, alpha=0.22, lw=0)
    ax.plot(of_years.date.values, weekly.mean("year"), color=colour, lw=1.8, label=label, **style)


def day_axis(axis):
    """Days of the year as dates, on first and fifteenth days of months; call it when the limits stand."""
    low, high = axis.get_view_interval()
    days = [datetime.date(COMMON_YEAR, month, day).timetuple().tm_yday for month in range(1, 13) for day in (1, 15)]
    days = [day for day in days if low <= day <= high]
    if len(days) > 2:
        axis.set_ticks(days[:: 1 + len(days) // 9])
    axis.set_major_formatter(lambda day, _: say_day(day))


def say_day(day):
    date = datetime.date(COMMON_YEAR, 1, 1) + datetime.timedelta(days=float(day) - 1)
    return f"{date.day} {date:%b}"



def save(figure, name):
    """Writes the figure into outputs/figures and gives its path."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    path = FIGURES / f"{name}.png"
    figure.savefig(path, dpi=160, bbox_inches="tight", pad_inches=0.1)
    return path


def paper_style():
    plt.rcParams.update({"font.size": 10, "axes.titlesize": 10, "axes.titleweight": "bold", "axes.titlelocation": "left",
                         "hatch.linewidth": 0.5, "axes.spines.top": False, "axes.spines.right": False, "figure.dpi": 100,
                         "figure.facecolor": "white", "savefig.facecolor": "white", "legend.frameon": False})
