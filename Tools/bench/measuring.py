"""Runs of processes, measured: wall clock, processor time, peak memory."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

import machine

# Processors kept busy by others from which on a machine is busy.
BUSY = 0.3
HERE = os.path.dirname(os.path.abspath(__file__))


@dataclass
class Sample:
    """One run. Seconds are those of the work that is compared; peak is of the process."""

    seconds: float
    cpu: float
    peak_mb: float = 0.0
    facts: dict = field(default_factory=dict)


@dataclass
class Series:
    """Runs of one side."""

    name: str
    samples: list

    @property
    def seconds(self):
        return statistics.median(s.seconds for s in self.samples)

    @property
    def cpu(self):
        return statistics.median(s.cpu for s in self.samples)

    @property
    def peak_mb(self):
        return max(s.peak_mb for s in self.samples)

    @property
    def facts(self):
        return self.samples[-1].facts


def run(command, environment=None):
    """Runs a command. Returns a `Sample` and what it wrote on standard output."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(
            [str(c) for c in command], stdout=out, stderr=err,
            env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if child.returncode != 0:
            words = err.read().decode(errors="replace").strip().splitlines()
            raise RuntimeError(f"{' '.join(map(str, command))}: {(words or ['failed'])[-1]}")
        text = out.read().decode(errors="replace")
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), text


def facies(bench, *arguments, stage=None, threads=None):
    """Runs the command. With `stage`, the seconds are those of that stage of its report;
    processor time is known of whole processes only, so that it says too much."""
    sample, text = run([bench.facies, *arguments, "--json", "--threads", threads or bench.threads])
    sample.facts = json.loads(text)
    if stage is not None:
        stages = sample.facts.get("seconds") or {
            s["name"]: s["seconds"] for s in sample.facts["stages"]}
        sample.seconds = stages[stage]
    return sample


def peer(bench, module, function, **arguments):
    """Runs `function` of `module` with the Python of the peers.

    It returns a dictionary; its `seconds` and `cpu`, if any, are those of the work
    alone, without imports.
    """
    sample, text = run(
        [bench.peers, os.path.join(HERE, "side.py"), module, function,
         json.dumps({**arguments, "threads": bench.threads})], environment(bench.threads))
    facts = json.loads(text.strip().splitlines()[-1])
    sample.seconds = facts.pop("seconds", sample.seconds)
    sample.cpu = facts.pop("cpu", sample.cpu)
    sample.facts = facts
    return sample


def environment(threads):
    """Of peers. Where others use the machine, their OpenMP threads wait without spinning:
    spinning is a little faster when cores are free and many times slower when they are not."""
    out = {name + "_NUM_THREADS": str(threads) for name in ("OMP", "OPENBLAS", "MKL")}
    return out if machine.load() < BUSY else {**out, "OMP_WAIT_POLICY": "passive"}


class Stopwatch:
    """Wall and processor seconds since it began, for peers that time themselves."""

    def __init__(self):
        self.wall, self.spent = time.perf_counter(), time.process_time()

    def laps(self):
        return {"seconds": time.perf_counter() - self.wall,
                "cpu": time.process_time() - self.spent}


def alternate(sides, repeats):
    """Runs every side once, and that as often as asked, so that what else the machine does
    hits all of them. `sides` is [(name, callable)]; sides whose name ends with "(once)" run
    in the first round only."""
    series = [Series(name, []) for name, _ in sides]
    for turn in range(repeats):
        for one, (name, call) in zip(series, sides):
            if turn > 0 and name.endswith("(once)"):
                continue
            one.samples.append(call())
            print(f"    {name:34} {one.samples[-1].seconds:9.3f} s", file=sys.stderr, flush=True)
    return series
