#!/usr/bin/env python3
"""Measures facies beside its peers on the same work, in turn.

    make bench-peers bench                      # everything, into docs/benchmarks.md
    python3 Tools/bench/bench.py --only kmeans --repeats 5

Sides of a row alternate; figures are medians. Processor seconds stand beside
the clock's: on a busy machine their ratio is the honest one.
"""
import argparse
import importlib
import pathlib
import sys
from types import SimpleNamespace

import growth
import machine
import measuring
import report
from rows import Result

WORK = ["startup", "mapping", "jpeg2000", "training", "nagar", "kmeans", "mixture", "voting",
        "measure", "convnext", "autoencoder"]


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facies", default=".build/release/facies", type=pathlib.Path)
    parser.add_argument("--peers", default="bench/peers/bin/python", type=pathlib.Path,
                        help="Python with the peers (make bench-peers)")
    parser.add_argument("--folder", default="bench", type=pathlib.Path,
                        help="where scenes and results are kept")
    parser.add_argument("--only", action="append", choices=WORK + ["growth"],
                        help="one piece of work; may be given several times")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--side", type=int, default=5490, help="pixels of a side of the scene")
    parser.add_argument("--quick", action="store_true", help="leave out the largest of the growth")
    parser.add_argument("--record", type=pathlib.Path,
                        help="put the figures into this file, such as docs/benchmarks.md; rows that "
                             "are not measured now stay")
    parser.add_argument("--plot", type=pathlib.Path, help="draw them as this SVG")
    return parser.parse_args()


def main():
    asked = arguments()
    for path, mend in ((asked.facies, "make build"), (asked.peers, "make bench-peers")):
        if not path.exists():
            sys.exit(f"{path} is not there; {mend}")
    asked.folder.mkdir(exist_ok=True)
    bench = SimpleNamespace(
        facies=asked.facies.absolute(), peers=asked.peers.absolute(), threads=asked.threads,
        folder=asked.folder.absolute(), side=asked.side, quick=asked.quick)
    record = report.Record(asked.folder / "figures.json")
    work = asked.only or WORK + ["growth"]
    for name in (n for n in WORK if n in work):
        for row in importlib.import_module(name).rows(bench):
            print(row.name, file=sys.stderr, flush=True)
            load = machine.load()
            try:
                series = measuring.alternate(row.sides, row.repeats or asked.repeats)
            except RuntimeError as problem:
                print(f"    not measured: {problem}", file=sys.stderr)
                continue
            record.add(name, Result(row, series, load))
    if "growth" in work:
        for curve in growth.curves(bench):
            record.grow(curve)
    _, text = measuring.run([bench.facies, "inspect", "--version"])
    record.about(machine.description(asked.threads, report.versions(record)), text.split("(")[0].strip())
    record.save()
    print(report.table(record))
    print(report.growth_table(record))
    if asked.record:
        report.write(record, asked.record)
    if asked.plot:
        import plot
        asked.plot.write_text(plot.svg(record.ordered()), encoding="utf-8")


if __name__ == "__main__":
    main()
