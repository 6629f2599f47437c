#!/usr/bin/env python3
"""Measures facies beside an older build of itself on the work of the benchmarks, in turn.

    make bench-against OLD=/path/to/old/facies

Says for every row how its time and its processor time changed, as the median of the
ratios of pairs; peers are left out. The Python of --python needs NumPy, SciPy and Astropy,
which make the inputs.
"""
import argparse
import importlib
import pathlib
import statistics
import sys
from types import SimpleNamespace

import machine
import measuring

WORK = ["startup", "mapping", "jpeg2000", "training", "nagar", "kmeans", "mixture", "voting",
        "measure", "autoencoder"]


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--old", required=True, type=pathlib.Path, help="the older build")
    parser.add_argument("--new", default=".build/release/facies", type=pathlib.Path)
    parser.add_argument("--python", default=sys.executable, type=pathlib.Path)
    parser.add_argument("--folder", default="bench", type=pathlib.Path)
    parser.add_argument("--only", action="append", choices=WORK)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--side", type=int, default=5490, help="pixels of a side of the scene")
    return parser.parse_args()


def using(bench, facies, call):
    """`call` with `facies` as the command of the benchmarks."""

    def run():
        bench.facies = facies
        return call()

    return run


def compared(row, bench, old, new, pairs):
    """Ratios new/old of seconds and of processor seconds, a pair each."""
    name, call = row.sides[0]
    using(bench, new, call)()
    after, before = measuring.alternate(
        [(f"{name}, new", using(bench, new, call)), (f"{name}, old", using(bench, old, call))],
        max(pairs, row.repeats or 0))
    ratios = [(a.seconds / b.seconds, a.cpu / b.cpu)
              for a, b in zip(after.samples, before.samples)]
    return (before.seconds, after.seconds, before.peak_mb, after.peak_mb,
            *(statistics.median(column) for column in zip(*ratios)))


def main():
    asked = arguments()
    for path in (asked.old, asked.new):
        if not path.exists():
            sys.exit(f"{path} is not there; build it first")
    asked.folder.mkdir(exist_ok=True)
    old, new = asked.old.absolute(), asked.new.absolute()
    bench = SimpleNamespace(
        facies=new, peers=asked.python.absolute(), threads=asked.threads,
        folder=asked.folder.absolute(), side=asked.side, quick=True)
    rows = []
    for module in asked.only or WORK:
        for row in importlib.import_module(module).rows(bench):
            print(row.name, file=sys.stderr, flush=True)
            rows.append((row.name, machine.load(),
                         *compared(row, bench, old, new, asked.pairs)))
    print("| work | old | new | peak old, new | new/old | by processors | load |")
    print("|---|---|---|---|---|---|---|")
    for name, load, before, after, was, peak, ratio, cpu in rows:
        print(f"| {name} | {before:.3g} s | {after:.3g} s | {was:.0f}, {peak:.0f} MB | "
              f"{ratio:.3f} | {cpu:.3f} | {load:.1f} |")


if __name__ == "__main__":
    main()
