#!/usr/bin/env python3
"""Patterns 1, 3, 4, 5, 8, 9, 14, 16 and 17 of the Porcupine herd, read off result files of the program.

Usage: patterns.py RUN.h5 [RUN.h5 ...]

Each function takes opened groups and returns a number that a published band can be held against:
where cows calve and when, in which spring; when they reach the plain; how fast they go; how far.
"""
import sys

import numpy as np
import xarray as xr

HULAHULA, BABBAGE, BORDER = -144.5, -138.3, -141.0  # degrees east
NORTH_OF = 68.9  # degrees north


def group(path, name):
    with xr.open_dataset(path, group=name) as ds:
        return ds.load()


def births(path):
    """One row a birth: year, day of year, place, animals."""
    ds = group(path, "calving")
    table = ds[[v for v in ds.variables if ds[v].dims == ("birth",) and v != "birth"]].to_dataframe().reset_index()
    day = table["time"].dt
    table["year"], table["doy"] = day.year, day.dayofyear
    return table


def spring_by_year(path):
    """Snow-free day of the year where the herd walks in spring, by year: how early spring comes.

    Mean over cells weighted by their use from 1 April to 31 May in the whole run, so that the ground is the same
    in every year: the ways north and the coastal plain.
    """
    maps = group(path, "map")
    names = [str(n) for n in maps.season_name.values]
    use = maps.use.isel(herd=0, season=[names.index("spring_migration"), names.index("pre_calving")]).sum("season")
    known = maps.snow_free_doy.notnull().all("year")
    weight = use.where(known, 0.0)
    return ((maps.snow_free_doy.fillna(0) * weight).sum(("y", "x")) / weight.sum()).to_series()


def calving_by_year(path):
    """Per year: median day, shortest span with 80 % of births, shares by place, mean longitude."""
    import pandas as pd
    rows = {}
    for year, b in births(path).groupby("year"):
        doy = np.sort(np.repeat(b.doy.values, b.animals.values))
        need = int(np.ceil(0.8 * len(doy)))
        span = min(doy[need - 1:] - doy[:len(doy) - need + 1]) + 1
        w = b.animals / b.animals.sum()
        box = (b.lon > HULAHULA) & (b.lon < BABBAGE) & (b.lat > NORTH_OF)
        rows[year] = dict(births=b.animals.sum(), median_doy=np.median(doy), span80_d=span, in_belt=(w * box).sum(),
                          east_of_border=(w * (b.lon > BORDER)).sum(), lon=(w * b.lon).sum(), lat=(w * b.lat).sum(),
                          en_route=(w * ~((b.lat > NORTH_OF))).sum(), displacement=(w * b.displacement).sum())
    return pd.DataFrame(rows).T


def plain_arrival_by_year(path):
    """Day of year on which half of the cows have come to the coastal plain, by year."""
    daily = group(path, "herd").cows_on_plain.isel(herd=0).to_series()
    arrival = {}
    for year, s in daily.groupby(daily.index.year):
        spring = s[(s.index.dayofyear > 90) & (s.index.dayofyear < 200)]
        reached = spring[spring >= 0.5 * spring.max()]
        arrival[year] = reached.index[0].dayofyear if len(reached) and spring.max() > 0.3 else np.nan
    return arrival


def daily_rates(path):
    """Mean km a day of a cow: by month, and for winter, spring migration and the mosquito season."""
    s = group(path, "herd").cow_distance.isel(herd=0).to_series()
    doy = s.index.dayofyear
    return dict(winter=s[(doy < 60) | (doy > 335)].mean(), spring=s[(doy >= 110) & (doy < 150)].mean(),
                calving=s[(doy >= 152) & (doy < 162)].mean(), july=s[(doy >= 182) & (doy < 213)].mean(),
                months=s.groupby(s.index.month).mean().round(1).to_dict(), year=s.sum() / max(1, len(s) / 365))


def round_trips(path):
    """Twice the greatest distance (km) between any two places of a year, for each followed cow."""
    track = group(path, "track")
    cows = track.isel(trajectory=np.flatnonzero(track.cohort.values == 0))
    trips = []
    for _, year in cows.groupby("time.year"):
        if float((year.time[-1] - year.time[0]) / np.timedelta64(1, "D")) < 300:  # midnight of the last day
            continue
        step = max(1, year.sizes["obs"] // 180)
        x, y = (year[v].isel(obs=slice(None, None, step)).transpose("trajectory", "obs").values / 1000 for v in ("x", "y"))
        alive = np.isfinite(x).all(axis=1)
        for xi, yi in zip(x[alive], y[alive]):
            trips.append(2 * np.sqrt((xi[:, None] - xi) ** 2 + (yi[:, None] - yi) ** 2).max())
    return np.array(trips)


def fall_by_year(path):
    """Day of year on which half of the cows have turned south for good, and on which half are deep in the taiga.

    Turned: mean northing falls for a week in a row by more than 2 km a day. Deep taiga: the mean cow has
    covered nine tenths of the way from its August to its December latitude.
    """
    import pandas as pd
    herd = group(path, "herd").isel(herd=0)
    y = herd.cow_y.to_series() / 1000
    rows = {}
    for year, s in y.groupby(y.index.year):
        doy = s.index.dayofyear.values
        smooth = pd.Series(s.values, index=doy).rolling(7, center=True).mean()
        august, december = smooth.loc[222:236].mean(), smooth.loc[340:358].mean()
        south = (smooth.diff() < -2).rolling(7).sum()
        turned = south[(south.index > 200) & (south == 7)].index
        way = (august - smooth) / (august - december)
        deep = way[(way.index > 230) & (way >= 0.9)].index
        rows[year] = dict(fall_start=turned[0] - 6 if len(turned) else np.nan, deep_taiga=deep[0] if len(deep) else np.nan)
    return pd.DataFrame(rows).T


def _range(x, y):
    """Blocks of 10 km that hold 90 % of a Gaussian kernel density of 10 km, cut off at 30 km."""
    shape = 200, 200  # of blocks, about the middle of the grid
    use, _, _ = np.histogram2d(x, y, bins=shape, range=[[-1e6, 1e6], [-1e6, 1e6]])
    kernel = np.exp(-np.arange(-3, 4) ** 2 / 2)
    for axis in (0, 1):
        use = np.apply_along_axis(np.convolve, axis, use, kernel, mode="same")
    order = np.argsort(-use, axis=None, kind="stable")
    held = np.cumsum(use.ravel()[order])
    blocks = np.zeros(use.size, bool)
    blocks[order[:np.searchsorted(held, 0.9 * held[-1]) + 1]] = True
    return blocks


def range_overlaps(path):
    """Overlap (%) of the ranges of a year and the next, by a fix a day of followed cows: summers and winters."""
    track = group(path, "track")
    cows = track.isel(trajectory=np.flatnonzero(track.cohort.values == 0))
    step = np.timedelta64(1, "D") / (cows.time.values[1] - cows.time.values[0])
    years = sorted(set(cows.time.dt.year.values.tolist()))
    overlaps = {}
    for season, first, past in (("summer", "{0}-06-01", "{0}-09-01"), ("winter", "{1}-12-01", "{0}-04-01")):
        ranges = {}
        for year in years:
            begin, end = (np.datetime64(day.format(year, year - 1)) for day in (first, past))
            at = cows.isel(obs=np.flatnonzero((cows.time.values >= begin) & (cows.time.values < end)))
            if at.sizes["obs"] * (1 / step) < (end - begin) / np.timedelta64(1, "D") - 1:
                continue
            at = at.isel(obs=slice(None, None, round(step))).transpose("trajectory", "obs")
            alive = np.isfinite(at.x.values).all(axis=1)
            if alive.sum() >= 10:
                ranges[year] = _range(at.x.values[alive].ravel(), at.y.values[alive].ravel())
        overlaps[season] = [100 * (ranges[y] & ranges[y + 1]).sum() / ((ranges[y].sum() + ranges[y + 1].sum()) / 2)
                            for y in ranges if y + 1 in ranges]
    return overlaps


def main(paths):
    import pandas as pd
    pd.set_option("display.width", 200)
    for path in paths:
        calving = calving_by_year(path)
        calving["snow_free"] = spring_by_year(path)
        calving["arrival"] = pd.Series(plain_arrival_by_year(path))
        calving = calving.join(fall_by_year(path))
        print(calving.round(2).to_string())
        if len(calving) > 2:
            r = np.corrcoef(calving.snow_free, calving.lon)[0, 1]
            print(f"r(snow-free day, birth longitude) = {r:.2f}  (pattern 4: later is further east, r > 0)")
        print({k: v if isinstance(v, dict) else round(float(v), 1) for k, v in daily_rates(path).items()})
        trips = round_trips(path)
        print(f"round trip km: mean {trips.mean():.0f}, max {trips.max():.0f}, n {len(trips)}")


if __name__ == "__main__":
    main(sys.argv[1:])
