#!/usr/bin/python3
"""Draws the one picture of a run: where the herd is through the year, and where the calves are born.

    notebooks/picture.py outputs/porcupine_baseline.h5 picture.png
"""
import sys

PACKAGES = "python3-xarray python3-netcdf4 python3-matplotlib python3-pyproj python3-pandas python3-pil"
EDGES = [0.1, 0.3, 1, 3, 10]  # animals per km2 while the season lasts
PANELS = [("Winter", ["winter"]), ("Spring migration", ["spring_migration", "pre_calving"]),
          ("Calving", ["calving"]), ("Summer", ["post_calving", "early_summer", "mid_summer"]),
          ("Fall migration", ["fall_migration"]), ("Rut and late fall", ["rut_late_fall"])]


def fail(reason):
    print(f"picture.py: {reason}", file=sys.stderr)
    sys.exit(2)


try:
    import matplotlib
    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    from PIL import Image
    import rangifer_drawing as drawing
    import rangifer_results as results
except ImportError as problem:
    fail(f"{problem}. On Debian or Ubuntu: apt-get install {PACKAGES}; then run this with /usr/bin/python3")


HERD_COLOURS = (drawing.ORANGE, drawing.PURPLE, drawing.BLACK, drawing.SKY)


def days_in(period):
    first, last = results.period_dates(period)
    return (last - first).days % 365 + 1


def density(run, periods):
    """Animals per km2, mean over the days of the periods."""
    return results.animal_days_per_km2(run).sel(season=periods).sum("season") / sum(map(days_in, periods))


def say_dates(periods):
    return f"{results.say_period(periods[0]).split(' – ')[0]} – {results.say_period(periods[-1]).split(' – ')[1]}"


def draw_births(ax, run):
    """A dot where each agent was born; of each herd its name, its colour and how many calves a dot stands for."""
    births, herds = run.calving, [str(name) for name in run.herd.herd.values]
    number = max(births.sizes["birth"], 1)
    size = min(1.0, (5000 / number) ** 0.5)  # many dots are smaller: together they never hide the map below
    drawn = []
    for h, name in enumerate(herds):
        own = births.isel(birth=births.herd.values == h)
        colour = HERD_COLOURS[h % len(HERD_COLOURS)]
        ax.plot(own.x, own.y, "o", ms=size, mew=0, color=colour, zorder=3.5)
        drawn.append((name if len(herds) > 1 else "", colour, int(own.animals.median()) if own.sizes["birth"] else 0))
    return drawn


def draw_panel(ax, run, extent, title, periods, left, bottom):
    drawing.base_map(ax, run, extent, width=0.8, left=left, bottom=bottom)
    drawn = drawing.draw_field(ax, density(run, periods), **drawing.classes(EDGES))
    drawing.draw_regions(ax, run, ["1002 Area"], width=1.4)
    drawing.draw_communities(ax, run, extent, names=False)
    ax.set_title(title, fontsize=11)
    ax.text(1, 1.012, say_dates(periods), transform=ax.transAxes, ha="right", va="bottom", fontsize=9, color="0.35")
    return drawn


def write_names(ax, run, extent):
    for name, lon, lat, where in (("ALASKA ", -141, 64.8, "right"), (" YUKON", -141, 64.8, "left"),
                                  ("Beaufort Sea", -138.4, 70.2, "center")):
        x, y = run.to_grid(lon, lat)
        if extent[0] < x < extent[1] and extent[2] < y < extent[3] - 15000:
            ax.text(x, y, name, ha=where, va="center", fontsize=8.5, color="0.2", zorder=6,
                    path_effects=[drawing.halo()], style="italic" if "Sea" in name else "normal")


def lay_out(extent, herds):
    """Figure and axes; the height follows from the shape of the map, so that no paper is left empty."""
    width, left, gap, top, middle = 10.0, 0.55, 0.15, 0.95, 0.4
    foot = 1.05 + 0.1 * herds  # a legend with a line or two more
    w = (width - left - 3 * gap) / 3
    h = w * (extent[3] - extent[2]) / (extent[1] - extent[0])
    height = foot + 2 * h + middle + top
    figure = plt.figure(figsize=(width, height))
    corners = [(left + i * (w + gap), foot + (1 - j) * (h + middle)) for j in range(2) for i in range(3)]
    axes = [figure.add_axes([x / width, y / height, w / width, h / height]) for x, y in corners]
    return figure, axes, figure.add_axes([left / width, 0.6 / height, (4.4 if herds == 1 else 3.8) / width, 0.16 / height])


def say_dot(name, per_dot):
    if name:
        return f"births, {name.replace('_', ' ').title()} (a dot: {per_dot})"
    return {0: "birth places (none)", 1: "birth place of a calf"}.get(per_dot, f"birth place of {per_dot} calves")


def legend(figure, births):
    line = drawing.Line2D
    dots = [line([], [], color=colour, marker="o", ms=4, lw=0, label=say_dot(name, n)) for name, colour, n in births]
    handles = [line([], [], color=drawing.RED, lw=1.6, label="1002 Area"),
               line([], [], color="black", lw=1.2, dashes=(6, 2, 1, 2), label="border of Alaska and Canada"),
               *dots,
               line([], [], mfc="white", mec="black", marker="o", ms=4, lw=0, label="community")]
    figure.legend(handles=handles, loc="lower right", ncols=2, fontsize=9, bbox_to_anchor=(0.995, 0.012))


def draw(run):
    drawing.paper_style()
    extent = drawing.extent_of(run, results.animal_days_per_km2(run).sum("season"))
    figure, axes, bar = lay_out(extent, run.herd.sizes["herd"])
    for i, (ax, (title, periods)) in enumerate(zip(axes, PANELS)):
        drawn = draw_panel(ax, run, extent, title, periods, left=i % 3 == 0, bottom=i > 2)
    births = draw_births(axes[2], run)
    write_names(axes[0], run, extent)
    drawing.scale_bar(axes[5], extent)
    legend(figure, births)
    figure.colorbar(drawn, cax=bar, orientation="horizontal", extend="max", format="%g")
    bar.set_xlabel("animals per km², mean over the days of the season", fontsize=9)
    years = sorted({int(year) for year in run.herd.time.dt.year})
    when = f"{years[0]}" if len(years) == 1 else f"mean of {years[0]} to {years[-1]}"
    figure.text(0.055, 1 - 0.3 / figure.get_figheight(), f"{run.title}: where the animals are, {when}",
                fontsize=14, weight="bold", va="center")
    start = int(run.audit.alive_before.isel(time=0).sum())
    figure.text(0.055, 1 - 0.55 / figure.get_figheight(), fontsize=9.5, color="0.3", va="center",
                s=f"Simulated by rangifer {run.version}, {start:,} animals at the start. {drawing.north_note(run)}.")
    return figure


def main():
    if len(sys.argv) != 3:
        fail("usage: picture.py RESULT OUT.png")
    try:
        run = results.open_run(sys.argv[1])
    except (OSError, ValueError) as problem:
        fail(problem)
    figure = draw(run)
    figure.savefig(sys.argv[2], dpi=160)
    # A palette of 256 colours, fewer greys in the relief: a quarter of the bytes, and the eye sees no difference.
    picture = Image.open(sys.argv[2]).convert("RGB").point(lambda value: min(255, round(value / 4) * 4))
    picture.quantize(256, dither=Image.Dither.NONE).save(sys.argv[2], optimize=True)


if __name__ == "__main__":
    main()
