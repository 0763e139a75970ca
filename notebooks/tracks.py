#!/usr/bin/python3
"""Tracks of a run for tools of movement ecology: a tidy table, a CSV as Movebank has it, and one for R's amt.

    import rangifer_results as results
    import tracks
    tracks.write_movebank(results.open_run(), "outputs/tracks_movebank.csv")

Or from the shell: notebooks/tracks.py outputs/porcupine_baseline.h5 outputs/tracks  (writes both)
"""
import sys

import numpy as np
import pandas as pd
import rangifer_results as results

COHORTS = ("cow", "bull", "yearling", "calf")


def table(run):
    """A row for each animal and step while it lives: id, herd, cohort, time, lon, lat, x, y (m) and movement state."""
    if not run.has("track"):
        raise ValueError(f"{run.path} follows no animals: run with output.tracks above 0")
    track = run.track
    modes = track["mode"].attrs["flag_meanings"].split()
    there = (track.alive.values == 1) & np.isfinite(track.lon.values)
    animal, step = np.nonzero(there)
    column = {name: track[name].values[there] for name in ("lon", "lat", "x", "y")}
    mode = np.nan_to_num(track["mode"].values[there], nan=-1).astype(int)
    return pd.DataFrame({
        "id": track.animal_id.values[animal], "herd": np.array(run.herds)[track.herd.values[animal].astype(int)],
        "cohort": np.array(COHORTS)[track.cohort.values[animal].astype(int)], "time": track.time.values[step], **column,
        "mode": [modes[m] if m >= 0 else "" for m in mode]})


def write_movebank(run, path, animals=None):
    """Columns by the names of Movebank's attribute dictionary, WGS 84 and the model's clock. Every row says that it is simulated."""
    rows = table(run)
    rows = rows if animals is None else rows[rows.id.isin(animals)]
    pd.DataFrame({
        "event-id": np.arange(1, len(rows) + 1),
        "visible": "true",
        "timestamp": rows.time.dt.strftime("%Y-%m-%d %H:%M:%S.000").values,
        "location-long": rows.lon.round(5).values,
        "location-lat": rows.lat.round(5).values,
        "behavioural-classification": rows["mode"].values,
        "comments": f"simulated by rangifer {run.version}",
        "sensor-type": "gps",
        "individual-taxon-canonical-name": "Rangifer tarandus",
        "tag-local-identifier": rows.id.values,
        "individual-local-identifier": (rows.herd + "-" + rows.id.astype(str)).values,
        "study-name": f"SIMULATED: {run.title}, seed {run.seed}, replicate {run.replicate}",
    }).to_csv(path, index=False)
    return path


def write_amt(run, path, animals=None):
    """x_, y_ (m, in the projection of the run), t_ and id, as amt::make_track(d, x_, y_, t_, id = id) takes them."""
    rows = table(run)
    rows = rows if animals is None else rows[rows.id.isin(animals)]
    pd.DataFrame({"x_": rows.x.round(1).values, "y_": rows.y.round(1).values, "t_": rows.time.dt.strftime("%Y-%m-%d %H:%M:%S").values,
                  "id": rows.id.values, "herd": rows.herd.values, "cohort": rows.cohort.values, "mode": rows["mode"].values}).to_csv(path, index=False)
    return path


if __name__ == "__main__":
    if len(sys.argv) != 3:
        print("usage: tracks.py RESULT NAME (writes NAME_movebank.csv and NAME_amt.csv)", file=sys.stderr)
        sys.exit(2)
    try:
        opened = results.open_run(sys.argv[1])
        print(write_movebank(opened, f"{sys.argv[2]}_movebank.csv"), write_amt(opened, f"{sys.argv[2]}_amt.csv"))
    except (OSError, ValueError) as problem:
        print(f"tracks.py: {problem}", file=sys.stderr)
        sys.exit(2)
