#!/usr/bin/python3
"""Ensembles: a member equals the same run by hand, wrong files are refused, members run here, stop and go on."""
import csv
import json
import os
import pathlib
import signal
import subprocess
import time
import unittest

import h5py

import helpers

WORLD = helpers.World()
SHORT = ["run.last_day=2005-02-28", "run.snow_lead=0", "herd.small.animals_per_agent=40"]
WORLD.write("leased.toml", 'extends = "world.toml"\n[calving]\nsd = 4\n')
BIG_STEPS = ["movement.reference_step=6", "run.step=6"]


def toml_list(values):
    return "[" + ", ".join(json.dumps(v) for v in values) + "]"


HEAD = f"""\
[ensemble]
title = "a trial"
folder = "FOLDER"
set = {toml_list(SHORT)}
"""
JOB = "[ensemble.job]\nmemory = 300\ntime = 5\n"
AXES = """\
[[ensemble.axis]]
name = "scenario"
scenarios = ["world.toml", "leased.toml"]
labels = ["base", "leased"]
[[ensemble.axis]]
name = "spring"
key = "run.first_day"
values = [2005-01-01, 2005-01-08]
[[ensemble.axis]]
name = "replicate"
replicates = 2
first = 3
"""


def ensemble(name, text=HEAD + AXES + JOB):
    """An ensemble file and the folder of its members."""
    return WORLD.write(f"{name}.toml", text.replace("FOLDER", name)), WORLD.folder / name


def states(file):
    code, out, said = helpers.run("status", file, "--json")
    assert code == 0, said
    answer = json.loads(out)
    return answer["counts"], answer["members"]


class Member(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.file, cls.folder = ensemble("one")
        cls.code, _, cls.said = helpers.run("run", cls.file, "--member", 7, "-q", "--resume", "--threads", 1)

    def test_it_equals_the_same_run_by_hand_in_every_dataset(self):
        self.assertEqual(self.code, 0, self.said)
        code, _, said = helpers.run("run", WORLD.folder / "leased.toml", "-q", "-o", WORLD.out,
                                    *helpers.settings(SHORT + ["run.first_day=2005-01-08", "run.replicate=4"]))
        self.assertEqual(code, 0, said)
        member, by_hand = helpers.datasets(self.folder / "member_0007.h5"), helpers.datasets(WORLD.out)
        self.assertGreater(len(member), 50)
        self.assertEqual(sorted(member), sorted(by_hand))
        for name in member:
            self.assertEqual(member[name], by_hand[name], name)
        with h5py.File(self.folder / "member_0007.h5") as mine, h5py.File(WORLD.out) as other:
            self.assertEqual(set(mine.attrs) - set(other.attrs), {"ensemble"})
            for name in other.attrs:
                self.assertEqual(mine.attrs[name], other.attrs[name], name)

    def test_it_tells_which_member_it_is(self):
        with h5py.File(self.folder / "member_0007.h5") as file:
            told = json.loads(file.attrs["ensemble"])
        self.assertEqual(told, {"title": "a trial", "member": 7, "members": 8, "axes": [
            {"name": "scenario", "value": "leased", "index": 1, "size": 2},
            {"name": "spring", "value": "2005-01-08", "index": 1, "size": 2},
            {"name": "replicate", "value": 4, "index": 1, "size": 2}]})

    def test_the_table_of_members_is_in_the_folder(self):
        with open(self.folder / "members.csv") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 8)
        self.assertEqual(rows[5], {"member": "5", "file": "member_0005.h5", "scenario": "leased", "spring": "2005-01-01",
                                   "replicate": "4", "scenario_file": "leased.toml",
                                   "settings": "; ".join(SHORT + ["run.first_day=2005-01-01", "run.replicate=4"])})
        self.assertIn(self.file.read_text(), (self.folder / "ensemble.toml").read_text())

    def test_relative_files_in_overrides_start_from_the_ensemble_file(self):
        text = HEAD + 'scenario = "world.toml"\n[[ensemble.axis]]\nname = "weather"\nlabels = ["a"]\nset = [["layer.temperature.file=\\"weather.nc\\""]]\n'
        file, _ = ensemble("relative", text)
        code, _, said = helpers.run("run", file, "--member", 0, "-q", cwd="/")
        self.assertEqual(code, 0, said)

    def test_another_place_for_the_result(self):
        code, _, said = helpers.run("run", self.file, "--member", 0, "-q", "-o", WORLD.folder / "elsewhere.h5")
        self.assertEqual(code, 0, said)
        self.assertEqual(states(self.file)[0]["done"], 1)


class Refusals(unittest.TestCase):
    def refused(self, text, command=("submit",), name="refused"):
        file, folder = ensemble(name, text)
        code, out, said = helpers.run(*command, file)
        self.assertEqual((code, out), (2, ""), said)
        self.assertFalse(folder.exists())
        return said.replace(str(WORLD.folder), "F")

    def says(self, message, *parts):
        for part in parts:
            self.assertIn(part, message)

    def test_all_problems_of_the_file_at_once(self):
        said = self.refused("""\
[ensemble]
titel = "x"
set = "grid.cell=1"
folder = 3
[[ensemble.axis]]
name = "first day"
key = "run.first_day"
values = [2005-01-01, [1]]
[[ensemble.axis]]
name = "r"
replicates = 0
[[ensemble.axis]]
name = "s"
[[ensemble.axis]]
name = "t"
set = [["a=1"], "b=2"]
[[ensemble.axis]]
name = "u"
replicates = 2
samples = 3
[[ensemble.axis]]
name = "v"
replicates = 2
labels = ["a", "b"]
[ensemble.job]
partition = "a b"
memroy = 3
""")
        self.says(said, "F/refused.toml: 13 problems\n",
                  'F/refused.toml:1:1: [ensemble]: no scenario; expected scenario = "file.toml", or an axis with scenarios',
                  "F/refused.toml:2:1: [ensemble] titel: no such key; did you mean title?",
                  'F/refused.toml:3:1: [ensemble] set: expected a list of texts, found the text "grid.cell=1"',
                  "F/refused.toml:4:1: [ensemble] folder: expected text, found the number 3",
                  '[ensemble.axis.first day] name = "first day": expected a word',
                  "F/refused.toml:8:1: [ensemble.axis.first day] values: expected a list of values, found a list as its entry 2",
                  "F/refused.toml:11:1: [ensemble.axis.r] replicates = 0: outside 1 to 100000",
                  "[ensemble.axis.s] expected one of scenarios, values (with key), set (with labels), replicates, samples (with keys); found none of them",
                  "[ensemble.axis.t] set: needs labels as well",
                  "found replicates and samples",
                  "[ensemble.axis.v] labels: means nothing beside replicates",
                  '[ensemble.job] partition = "a b": expected letters',
                  "[ensemble.job] memroy: no such key; did you mean memory?")

    def test_labels_that_do_not_fit(self):
        axis = '[[ensemble.axis]]\nname = "a"\nlabels = ["x", "y"]\n'
        head = HEAD + 'scenario = "world.toml"\n'
        self.says(self.refused(head + axis + "set = [[\"calving.sd=4\"]]\n"), "labels: 2 of them for 1 lists of overrides")
        self.says(self.refused(head + axis + 'key = "run.seed"\nvalues = [1, 2, 3]\n'), "labels: 2 of them for 3 values")
        self.says(self.refused(HEAD + axis + 'scenarios = ["world.toml"]\n'), "labels: 2 of them for 1 scenarios")
        self.says(self.refused(head + '[[ensemble.axis]]\nname = "a"\nkey = "run.seed"\nvalues = []\n'), "values: is empty")

    def test_a_key_that_two_set(self):
        twice = HEAD + AXES + '[[ensemble.axis]]\nname = "again"\nkey = "run.replicate"\nvalues = [1, 2]\n'
        self.says(self.refused(twice), "[ensemble.axis.again] sets run.replicate, and so does the axis replicate")

    def test_two_ways_to_name_a_scenario(self):
        self.says(self.refused(HEAD + 'scenario = "world.toml"\n' + AXES), "scenario: an axis has scenarios as well")

    def test_members_that_repeat_others(self):
        WORLD.write("same.toml", 'extends = "world.toml"\n[run]\ntitle = "another name for it"\n')
        text = HEAD + AXES.replace("leased.toml", "same.toml").replace("replicates = 2", "replicates = 1")
        said = self.refused(text)
        self.says(said, "F/refused.toml: 2 problems with the members",
                  "member 2 (scenario leased, spring 2005-01-01, replicate 3) repeats "
                  "member 0 (scenario base, spring 2005-01-01, replicate 3): same parameters, inputs, seed and replicate",
                  "member 3 (")

    def test_what_a_member_would_be_refused_for(self):
        text = HEAD + AXES.replace('"run.first_day"', '"calving.sdd"').replace("[2005-01-01, 2005-01-08]", "[3, 4]")
        self.says(self.refused(text), "F/refused.toml: 1 problem with the members",
                  "member 0 (scenario base, spring 3, replicate 3) and 7 more: [calving] sdd: no such key; did you mean sd?")
        self.says(self.refused(HEAD + AXES.replace("2005-01-08", "2005-06-08")),
                  "member 2 (scenario base, spring 2005-06-08, replicate 3) and 3 more: ", "the herd starts on its winter range")
        self.says(self.refused(HEAD + AXES.replace('"leased.toml"', '"leasd.toml"')), "(scenario leased, spring 2005-01-01",
                  "F/leasd.toml: no such file")

    def test_keys_of_samples(self):
        text = HEAD + 'scenario = "world.toml"\n[[ensemble.axis]]\nname = "p"\nsamples = 3\nkeys = ["calving.sdd", "run.title", "calving.sd=0:3"]\n'
        self.says(self.refused(text), "3 problems\n", "F/refused.toml:9:1: calving.sdd no such key; did you mean calving.sd?",
                  "run.title takes text", "calving.sd = 0:3: outside 1 to 10 d")

    def test_member_where_there_is_none(self):
        file, folder = ensemble("misused")
        for arguments, part in [
            (("run", file), "describes an ensemble; name one of its members with --member"),
            (("check", file), "describes an ensemble, not one scenario"),
            (("estimate", file), "describes an ensemble, not one scenario"),
            (("run", WORLD.scenario, "--member", 0), "has no table [ensemble], so it describes no ensemble"),
            (("run", file, "--member", 8), "--member 8: F/misused.toml has 8 members, numbered from 0"),
            (("run", file, "--member", -1), "--member: Value -1 not in range 0 to"),
            (("run", file, "--member", 0, "--set", "run.seed=2"), "--set and --member: a member is what the ensemble file says"),
            (("run", file, "--member", 0, "--replicate", 2), "--replicate and --member"),
            (("submit", WORLD.scenario), "has no table [ensemble]"),
            (("status", WORLD.folder), "is not the folder of an ensemble"),
            (("status", WORLD.folder / "nothing.toml"), "no such file"),
            (("submit", file, "--local", "--now"), "leave --now and --output out"),
            (("submit", file, "--jobs", 2), "--jobs and --threads go with --local"),
        ]:
            with self.subTest(arguments=arguments[1:]):
                code, out, said = helpers.run(*arguments)
                self.assertEqual((code, out), (2, ""))
                self.assertIn(part, said.replace(str(WORLD.folder), "F"))
        self.assertFalse(folder.exists())

    def test_a_folder_of_another_design(self):
        file, folder = ensemble("design")
        self.assertEqual(helpers.run("submit", file)[0], 0)
        changed = HEAD.replace("FOLDER", "design") + AXES.replace("first = 3", "first = 4") + JOB
        other = WORLD.write("other.toml", changed)
        for command in (("submit", other), ("submit", other, "--local"), ("run", other, "--member", 0, "-q")):
            code, _, said = helpers.run(*command)
            self.assertEqual(code, 2, said)
            self.assertIn("design: holds the members of another design (there \"0 ", said)
        more_time = HEAD.replace("FOLDER", "design") + AXES + JOB.replace("time = 5", "time = 50")
        self.assertEqual(helpers.run("submit", WORLD.write("design.toml", more_time))[0], 0)
        (folder / "design.txt").unlink()
        (folder / "member_0003.h5").touch()
        code, _, said = helpers.run("submit", file)
        self.assertEqual(code, 2)
        self.assertIn("holds member_0003.h5 and no design.txt that tells what it belongs to", said)


class Samples(unittest.TestCase):
    def test_a_latin_hypercube_is_an_axis(self):
        text = HEAD + 'scenario = "world.toml"\n[[ensemble.axis]]\nname = "p"\nsamples = 5\nkeys = ["calving.sd=2:7", "snow.bare_days=1:5"]\n' + JOB
        file, folder = ensemble("samples", text)
        code, _, said = helpers.run("submit", file)
        self.assertEqual(code, 0, said)
        with open(folder / "members.csv") as table:
            settings = [row["settings"].split("; ") for row in csv.DictReader(table)]
        values = sorted(float(row[-2].removeprefix("calving.sd=")) for row in settings)
        self.assertEqual([int(v) for v in values], [2, 3, 4, 5, 6])  # one in each fifth of the range


class Script(unittest.TestCase):
    def test_it_lists_what_is_missing_and_bash_can_read_it(self):
        file, folder = ensemble("script", HEAD + AXES + JOB + 'at_once = 3\nthreads = 2\nprologue = ["module load GDAL"]\n')
        folder.mkdir()
        code, out, said = helpers.run("submit", file)
        self.assertEqual(code, 0, said)
        script = folder / "submit.sh"
        self.assertIn("submit.sh: 8 of 8 members in 8 tasks\n  a task asks for 2 cores, 300 MB and 00:05:00\n", out)
        self.assertIn("#SBATCH --array=0-7%3\n", script.read_text())
        self.assertEqual(subprocess.run(["bash", "-n", script]).returncode, 0)
        for done in (0, 5):
            (folder / f"member_000{done}.h5").touch()
        self.assertEqual(helpers.run("submit", file, "-o", WORLD.folder / "again.sh")[0], 0)
        self.assertIn("#SBATCH --array=1-4,6-7%3\n", (WORLD.folder / "again.sh").read_text())

    def test_short_members_share_a_task(self):
        """What an estimate says of a run of seconds: all of them in a task, an hour or less of them."""
        file, folder = ensemble("packed", HEAD + AXES)
        code, out, said = helpers.run("submit", file)
        self.assertEqual(code, 0, said)
        self.assertRegex(out, r"8 of 8 members in 1 task of up to 8\n  a task asks for 1 core, \d+ MB and 00:0\d:00  \(from an estimate")
        text = (folder / "submit.sh").read_text()
        self.assertIn("#SBATCH --array=0\n", text)
        self.assertIn("\npack=8 ", text)

    def test_no_sbatch(self):
        file, folder = ensemble("nowhere")
        code, _, said = helpers.run("submit", file, "--now", PATH="/nowhere")
        self.assertEqual(code, 2)
        self.assertIn("--now: there is no sbatch here", said)
        self.assertIn(f"sbatch {folder}/submit.sh", said)
        self.assertFalse((folder / "submitted.csv").exists())

    def task(self, folder, number, **environment):
        """A task as SLURM would start it."""
        env = os.environ | {"SLURM_ARRAY_TASK_ID": str(number), "SLURM_JOB_ID": "77"} | environment
        return subprocess.run(["bash", folder / "submit.sh"], env=env, capture_output=True, text=True, timeout=120)

    def test_a_task_runs_its_members_and_notes_what_fails(self):
        broken = HEAD + AXES.replace('"leased.toml"', '"broken.toml"') + JOB + "pack = 3\n"
        WORLD.write("broken.toml", 'extends = "world.toml"\n[[layer]]\nrole = "land"\nfile = "no_land.tif"\n')
        file, folder = ensemble("tasks", broken)
        self.assertEqual(helpers.run("submit", file)[0], 0)
        done = self.task(folder, 1)  # members 3 to 5; the second half is broken
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertEqual(sorted(p.name for p in folder.glob("member_*")), ["member_0003.h5", "member_0004.failed", "member_0005.failed"])
        why = (folder / "member_0004.failed").read_text()
        self.assertTrue(why.startswith("exit code 2\n"), why)
        self.assertIn("no_land.tif: no such file", why)
        counts, members = states(file)
        self.assertEqual(counts, {"done": 1, "running": 0, "stopped": 0, "failed": 2, "waiting": 5})
        self.assertEqual(members[4]["why"], "exit code 2")

    def test_a_task_works_in_scratch_and_brings_all_back(self):
        scratch = WORLD.folder / "scratch"
        file, folder = ensemble("brought", HEAD + AXES + JOB + 'scratch = "$FAST"\n')
        self.assertEqual(helpers.run("submit", file)[0], 0)
        kept = folder / "member_0000.h5.checkpoints"
        kept.mkdir()
        done = self.task(folder, 0, FAST=str(scratch))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("member 0 is done", done.stdout)
        self.assertEqual(list(scratch.iterdir()), [])
        self.assertFalse(kept.exists())
        self.assertEqual([p.name for p in folder.glob("member_*")], ["member_0000.h5"])
        with h5py.File(folder / "member_0000.h5") as result:
            self.assertIn("ensemble", result.attrs)

    def stopped_task(self, name, **environment):
        """A task whose program stops at the signal, with a checkpoint, as `rangifer run` does; and the folder."""
        extra = 'scratch = "$FAST"\n' if "FAST" in environment else ""
        file, folder = ensemble(name, HEAD + AXES + JOB + extra)
        self.assertEqual(helpers.run("submit", file)[0], 0)
        bin = WORLD.folder / f"bin_{name}"
        bin.mkdir()
        play = bin / "play"
        play.write_text('#!/bin/bash\nout=${@: -1}\n'
                        'stop() { mkdir -p "$out.checkpoints"; echo new >"$out.checkpoints/2005-02-01.result.h5"\n'
                        'echo new >"$out.checkpoints/2005-02-01.state.h5"; rm -f "$out.checkpoints"/2005-01*; exit 75; }\n'
                        'trap stop USR1\ntouch "$STARTED"\nwhile :; do sleep 0.1; done\n')
        (bin / "scontrol").write_text(f'#!/bin/bash\necho "$@" >{bin}/asked\n')
        for made in (play, bin / "scontrol"):
            made.chmod(0o755)
        script = folder / "submit.sh"
        script.write_text("".join(f"program='{play}'\n" if line.startswith("program=") else line
                                  for line in script.read_text().splitlines(keepends=True)))
        env = os.environ | {"SLURM_ARRAY_TASK_ID": "0", "SLURM_JOB_ID": "77", "STARTED": str(bin / "started"),
                            "PATH": f"{bin}:{os.environ['PATH']}"} | environment
        task = subprocess.Popen(["bash", script], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(200):
            if (bin / "started").exists():
                break
            time.sleep(0.05)
        task.send_signal(signal.SIGUSR1)
        said, _ = task.communicate(timeout=60)
        self.assertEqual(task.returncode, 75, said)
        self.assertEqual((bin / "asked").read_text(), "requeue 77\n")
        self.assertIn("stopped; back into the queue", said)
        return file, folder

    def test_a_warned_task_goes_back_into_the_queue(self):
        file, folder = self.stopped_task("warned")
        self.assertEqual(states(file)[0]["stopped"], 1)
        self.assertEqual(list(folder.glob("*.failed")), [])

    def test_checkpoints_come_back_from_scratch_when_a_task_is_stopped(self):
        old = WORLD.folder / "homeward/member_0000.h5.checkpoints"
        file, folder = self.stopped_task("homeward", FAST=str(WORLD.folder / "fast"))
        self.assertEqual(sorted(p.name for p in old.iterdir()), ["2005-02-01.result.h5", "2005-02-01.state.h5"])
        self.assertEqual(list((WORLD.folder / "fast").iterdir()), [])
        self.assertEqual(states(file)[0]["stopped"], 1)


class Local(unittest.TestCase):
    def test_members_run_here_and_one_that_fails_takes_no_other_with_it(self):
        WORLD.write("sea.toml", 'extends = "world.toml"\n[[herd.small.winter_area]]\nname = "South wood"\nlatitude = 75.0\n')
        text = HEAD + '[[ensemble.axis]]\nname = "scenario"\nscenarios = ["world.toml", "sea.toml", "leased.toml"]\n' + JOB
        file, folder = ensemble("local", text)
        code, out, said = helpers.run("submit", file, "--local", "--jobs", 2)
        self.assertEqual(code, 1, said)
        self.assertIn("member 1 (scenario sea) failed: exit code 2; see ", said)
        self.assertRegex(said, r"member 0 \(scenario world\) in \d+\.\d s, \d of 3")
        self.assertIn("2 done, 1 failed, 0 still to run", out)
        counts, members = states(file)
        self.assertEqual((counts["done"], counts["failed"]), (2, 1))
        self.assertEqual(states(folder), (counts, members))
        code, text, _ = helpers.run("status", file)
        self.assertIn("3 members in ", text)
        self.assertIn("2 done, 1 failed\n", text)
        self.assertIn("  member_0001  failed   scenario sea; exit code 2\n", text)
        self.assertIn("lies outside [grid]", (folder / "member_0001.failed").read_text())
        # started again, only what is missing runs; what was noted of a failure is of the last try
        stamps = {p: p.stat().st_mtime_ns for p in folder.glob("member_*.h5")}
        code, _, said = helpers.run("submit", file, "--local")
        self.assertEqual(code, 1)
        self.assertIn("2 of 3 members are there already", said)
        self.assertEqual(said.count("\nmember "), 1)
        self.assertEqual(stamps, {p: p.stat().st_mtime_ns for p in folder.glob("member_*.h5")})

    def test_nobody_else_runs_the_same_members(self):
        file, folder = ensemble("locked")
        self.assertEqual(helpers.run("submit", file)[0], 0)
        import fcntl
        with open(folder / "local.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            code, _, said = helpers.run("submit", file, "--local", "--jobs", 1)
        self.assertEqual(code, 2)
        self.assertIn("another rangifer submit --local runs its members", said)

    def test_a_running_member_is_told_by_its_lock(self):
        file, folder = ensemble("running")
        self.assertEqual(helpers.run("submit", file)[0], 0)
        import fcntl
        partial = folder / "member_0002.h5.partial"
        with open(partial, "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertEqual(states(file)[1][2]["state"], "running")
        self.assertEqual(states(file)[1][2]["state"], "waiting")  # what a killed run left
        checkpoints = folder / "member_0002.h5.checkpoints"
        checkpoints.mkdir()
        (checkpoints / "2005-02-01.state.h5").touch()
        self.assertEqual(states(file)[1][2]["state"], "stopped")

    def test_a_signal_stops_the_members_and_the_next_start_finishes(self):
        text = (HEAD + AXES.replace("replicates = 2", "replicates = 1") + JOB).replace("2005-02-28", "2005-12-31")
        text = text.replace("animals_per_agent=40", "animals_per_agent=1").replace('set = [', 'set = ["checkpoint.every=20", "grid.cell=4000", ')
        file, folder = ensemble("interrupted", text)
        process = subprocess.Popen([helpers.PROGRAM, "submit", file, "--local", "--jobs", "1"], stderr=subprocess.PIPE, text=True,
                                   stdout=subprocess.DEVNULL)
        for _ in range(1200):
            if list(folder.glob("*.checkpoints/*.state.h5")):
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 75, said)
        self.assertIn("stopping 1 member; each writes a checkpoint", said)
        self.assertIn("stopped after a checkpoint", said)
        self.assertEqual(list(folder.glob("*.failed")), [])
        counts, members = states(file)
        self.assertEqual((counts["running"], counts["stopped"]), (0, 1))
        halfway = next(m["member"] for m in members if m["state"] == "stopped")
        code, _, said = helpers.run("submit", file, "--local")
        self.assertEqual(code, 0, said)
        self.assertEqual(states(file)[0]["done"], 4)
        with h5py.File(folder / f"member_{halfway:04d}.h5") as result:
            self.assertIn("resumed_after", result["performance"].attrs)


class Keys(unittest.TestCase):
    def test_every_key_of_an_ensemble_file_is_listed(self):
        code, out, _ = helpers.run("parameters", "--ensemble", "--json")
        self.assertEqual(code, 0)
        rows = json.loads(out)
        self.assertEqual({row["table"] for row in rows}, {"ensemble", "[ensemble.axis]", "ensemble.job"})
        for row in rows:
            self.assertTrue(row["meaning"])
            if row["type"] in ("number", "whole number"):
                self.assertTrue(row["unit"])
                self.assertLess(row["low"], row["high"])
                self.assertTrue(row["low"] <= float(row["default"]) <= row["high"])
        self.assertIn("Every key of an ensemble file.", helpers.run("parameters", "--ensemble")[1])
        self.assertNotIn("ensemble", {row["table"] for row in json.loads(helpers.run("parameters", "--json")[1])})


class Examples(unittest.TestCase):
    def test_each_is_in_order(self):
        files = sorted(pathlib.Path(helpers.SOURCE, "inputs/ensembles").glob("*.toml"))
        self.assertGreaterEqual(len(files), 2)
        for file in files:
            with self.subTest(file=file.name):
                copy = WORLD.folder / file.name
                text = file.read_text()
                text = text.replace('"../', f'"{helpers.SOURCE}/inputs/').replace(f'"{helpers.SOURCE}/inputs/../outputs', f'"{WORLD.folder}')
                copy.write_text(text + "\n")
                code, out, said = helpers.run("status", copy)
                self.assertEqual(code, 0, said)
                self.assertRegex(out, r"\d+ waiting")


if __name__ == "__main__":
    unittest.main()
