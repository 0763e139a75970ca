#!/usr/bin/python3
"""An ensemble under a real SLURM, started here for the time of the test: pre-empted, out of a node, and whole in the end.

It needs root, slurm-wlm and munge, and starts nothing that outlives it.
"""
import atexit
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import unittest

import h5py

import helpers

MEMBERS = 16


def missing():
    """Why a SLURM cannot be started here; None if it can."""
    if os.geteuid() != 0:
        return "not root, and slurmd and munged share a user with nobody else"
    absent = [name for name in ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel") if not shutil.which(name)]
    return f"no {', '.join(absent)}: apt-get install --no-install-recommends slurm-wlm munge" if absent else None


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def runs(pid):
    """Where nobody waits for it, a process that has ended stays in the table as a zombie."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def end(pid):
    """Ends a daemon in its own time, or else at once."""
    for which in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, which)
        except ProcessLookupError:
            return
        for _ in range(100):
            if not runs(pid):
                return
            time.sleep(0.1)


class Slurm:
    """One node, all in one folder, on ports that are free."""

    def __init__(self):
        self.folder = helpers.temporary_folder()
        # munged wants to be able to walk to its socket
        for name in ("", "munge", "state", "spool", "log"):
            (self.folder / name).mkdir(exist_ok=True)
            (self.folder / name).chmod(0o711)
        key = self.folder / "munge/munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        host, d = socket.gethostname().split(".")[0], self.folder
        memory = next(int(line.split()[1]) for line in open("/proc/meminfo") if line.startswith("MemTotal")) // 1024
        (d / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\nCgroupAutomount=no\n")
        # cred_expire: how long a job that goes back into the queue waits there, else two minutes.
        (d / "slurm.conf").write_text(f"""\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={d}/munge/munge.sock,cred_expire=5
CredType=cred/munge
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
StateSaveLocation={d}/state
SlurmdSpoolDir={d}/spool
SlurmctldPidFile={d}/slurmctld.pid
SlurmdPidFile={d}/slurmd.pid
SlurmctldLogFile={d}/log/slurmctld.log
SlurmdLogFile={d}/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/affinity
JobAcctGatherType=jobacct_gather/none
KillWait=5
SlurmdTimeout=10
MailProg=/bin/true
AccountingStorageType=accounting_storage/none
SchedulerType=sched/backfill
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=2
MpiDefault=none
SwitchType=switch/none
SchedulerParameters=sched_min_interval=0,sched_interval=2,bf_interval=2,batch_sched_delay=0
MinJobAge=3600
NodeName={host} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} RealMemory={max(memory - 1024, 512)} State=UNKNOWN
PartitionName=debug Nodes={host} Default=YES MaxTime=INFINITE State=UP
""")
        atexit.register(self.stop)  # before the folder goes: what is registered last is done first
        self.environment = os.environ | {"SLURM_CONF": str(d / "slurm.conf"), "OMP_WAIT_POLICY": "passive"}
        self.start("munged", f"--socket={d}/munge/munge.sock", f"--key-file={key}", f"--pid-file={d}/munge/munged.pid",
                   f"--log-file={d}/munge/munged.log", f"--seed-file={d}/munge/seed")
        self.start("slurmctld", "-c", "-i")
        self.start("slurmd", "-c")
        self.wait_for_node()

    def start(self, program, *arguments):
        done = subprocess.run([program, *arguments], env=self.environment, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise OSError(f"{program} does not start: {done.stdout}{done.stderr}")

    def ask(self, *words):
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True, timeout=60)
        return done.stdout.strip()

    def warn(self, task):
        """What SLURM does before the time limit (--signal=B:USR1). scancel tries again and again where the task is gone by then."""
        try:
            subprocess.run(["scancel", "--signal=USR1", "--batch", task], env=self.environment, capture_output=True, timeout=3)
        except subprocess.TimeoutExpired:
            pass

    def wait_for_node(self):
        for _ in range(100):
            if self.ask("sinfo", "-h", "-o", "%T") in ("idle", "mixed", "allocated"):
                return
            time.sleep(0.2)
        raise OSError(f"the node does not come up: {self.ask('sinfo', '-R')}\n{(self.folder / 'log/slurmd.log').read_text()[-2000:]}")

    def processes_of_the_node(self):
        """slurmd, its step daemons and all that runs under them: what was started with our slurm.conf."""
        spared = {int(file.read_text()) for file in (self.folder / "slurmctld.pid", self.folder / "munge/munged.pid") if file.exists()}
        found = []
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                ours = f"SLURM_CONF={self.folder}/slurm.conf".encode() in (entry / "environ").read_bytes().split(b"\0")
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            # slurmctld has a child of its own, without which it never ends
            if ours and not {int(entry.name), parent} & spared:
                found.append(int(entry.name))
        return found

    def lose_the_node(self):
        for _ in range(3):  # one may start another meanwhile
            for pid in self.processes_of_the_node():
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass

    def stop(self):
        self.ask("scancel", "-u", "root")
        self.lose_the_node()
        for name in ("slurmctld.pid", "munge/munged.pid"):
            file = self.folder / name
            if file.exists():
                end(int(file.read_text()))


class Array(unittest.TestCase):
    """Sixteen members, two of them pre-empted, then the node lost."""

    @classmethod
    def setUpClass(cls):
        cls.world = helpers.World()
        cls.world.folder.chmod(0o755)
        cls.file = cls.world.write("array.toml", f"""\
[ensemble]
title = "an array"
folder = "array"
scenario = "world.toml"
set = ["run.last_day=2005-07-15", "grid.cell=1250", "herd.small.animals_per_agent=2", "checkpoint.every=30"]
[[ensemble.axis]]
name = "calving"
key = "calving.sd"
values = [3, 4]
[[ensemble.axis]]
name = "replicate"
replicates = {MEMBERS // 2}
[ensemble.job]
memory = 400
time = 20
""")
        cls.folder = cls.world.folder / "array"
        cls.slurm = SLURM

    def rangifer(self, *arguments):
        done = subprocess.run([helpers.PROGRAM, *map(str, arguments)], env=self.slurm.environment, capture_output=True, text=True,
                              timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def members(self):
        return json.loads(self.rangifer("status", self.file, "--json"))["members"]

    def wait_for(self, what, seconds=150):
        """The first thing that `what` gives that is true."""
        end = time.time() + seconds
        while time.time() < end:
            if found := what():
                return found
            time.sleep(0.2)
        logs = [f"{path.name}: {path.read_text()[-1500:]}" for path in sorted((self.folder / "log").glob("task_*.log"))[:4]]
        self.fail("\n".join(["waited too long", self.slurm.ask("squeue", "-a"), self.slurm.ask("sinfo", "-R"), *logs,
                             (self.slurm.folder / "log/slurmctld.log").read_text()[-3000:]]))

    def in_the_middle(self, but=()):
        """A member that has done some of its days, and has more to do."""
        def look():
            for path in sorted(self.folder.glob("member_*.h5.checkpoints/*.state.h5")):
                number = int(path.parent.name.split(".")[0].removeprefix("member_"))
                if number not in but and (self.folder / f"member_{number:04d}.h5.partial").exists():
                    return [number]
            return None
        return self.wait_for(look)[0]

    def starts_of(self, member):
        return (self.folder / f"log/member_{member:04d}.log").read_text().count("== ")

    def test_all_results_come_and_equal_those_of_runs_one_by_one(self):
        said = self.rangifer("submit", self.file, "--now")
        self.assertIn(f"{MEMBERS} of {MEMBERS} members in {MEMBERS} tasks", said)
        job = (self.folder / "submitted.csv").read_text().splitlines()[1].split(",")[0]
        self.assertIn(f"submitted as job {job}", said)

        # A warning, as before the time limit or a pre-emption: the run keeps its state, the task requeues itself.
        warned = self.in_the_middle()
        self.slurm.warn(f"{job}_{warned}")
        self.wait_for(lambda: "back into the queue" in (self.folder / f"log/task_{warned}.log").read_text())
        self.assertFalse((self.folder / f"member_{warned:04d}.failed").exists())

        # SLURM takes a task off its node and puts it back into the queue.
        requeued = self.in_the_middle(but=[warned])
        self.slurm.ask("scontrol", "requeue", f"{job}_{requeued}")

        # Nothing is submitted twice.
        self.assertIn("nothing to submit", self.rangifer("submit", self.file, "--now"))

        # The node is lost with all that runs on it, and comes back.
        self.wait_for(lambda: self.starts_of(requeued) == 2 or (self.folder / f"member_{requeued:04d}.h5").exists())
        lost = self.in_the_middle(but=[])
        self.slurm.lose_the_node()
        self.assertNotIn(lost, [m["member"] for m in self.members() if m["state"] == "done"])
        self.slurm.start("slurmd", "-c")

        self.wait_for(lambda: all(m["state"] == "done" for m in self.members()), seconds=400)
        self.assertEqual(len(list(self.folder.glob("member_*.h5"))), MEMBERS)
        for leftover in ("*.partial", "*.failed", "*.checkpoints"):
            self.assertEqual(list(self.folder.glob(leftover)), [])
        for member in {warned, requeued, lost}:
            self.assertGreaterEqual(self.starts_of(member), 2, f"member {member}")
        with h5py.File(self.folder / f"member_{warned:04d}.h5") as result:
            self.assertIn("resumed_after", result["performance"].attrs)
        self.assertIn("nothing to submit: 16 of 16 members are done", self.rangifer("submit", self.file, "--now"))

        self.assertIn("16 whole", self.rangifer("collect", self.folder, "-o", self.world.folder / "ensemble.h5"))
        alone = self.world.folder / "alone.h5"
        for member in range(MEMBERS):
            self.rangifer("run", self.file, "--member", member, "-q", "-o", alone)
            one, other = helpers.datasets(self.folder / f"member_{member:04d}.h5"), helpers.datasets(alone)
            self.assertGreater(len(one), 50)
            self.assertEqual(sorted(one), sorted(other))
            self.assertEqual([name for name in one if one[name] != other[name]], [], f"member {member}")
            self.assert_is_in_the_ensemble(member, other)

    def assert_is_in_the_ensemble(self, member, alone):
        """Every number of the run is that of its row; rows of births are filled up to the longest member's."""
        compared = 0
        with h5py.File(self.world.folder / "ensemble.h5") as ensemble:
            for name, (kind, shape, values) in alone.items():
                if name not in ensemble or ensemble[name].ndim != len(shape) + 1 or isinstance(values, list):
                    continue  # the same in all members, or a text
                row = ensemble[name][member][tuple(slice(0, length) for length in shape)]
                self.assertEqual(row.astype(kind).tobytes(), values, f"{name} of member {member}")
                compared += 1
        self.assertGreater(compared, 60)


if __name__ == "__main__":
    if why := missing():
        helpers.skip_all(why)
    try:
        SLURM = Slurm()
    except OSError as problem:
        helpers.skip_all(f"SLURM does not start here: {problem}")
    unittest.main()
