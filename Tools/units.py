#!/usr/bin/env python3
"""Scores the number of units that facies chooses on labelled scenes and prints a table.

usage: units.py FACIES [--data DIR] [--seeds 3] [--range 4..16] [--page FILE]

Every labelled scene that Tools/accuracy.py knows is run with the range, once
per seed, and with as many units as there are classes. Maps are compared with
the labels as by accuracy.py: every unit is matched with one class at most.
Where there are more units than classes, pixels of the units left over count
as errors; where there are fewer, pixels of the classes left over do. The cost
is the processor time of a run with the range in runs with the number that it
chose. With --page the table replaces the text between the lines
`<!-- units -->` and `<!-- /units -->` of that file (docs/choosing-units.md).
"""
import argparse
import json
import os
import resource
import statistics
import sys
import tempfile

import accuracy
import pages


def spent():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def run(program, data, scene, units, seed):
    """Scores, number of units, processor time and whether a unit is empty."""
    _, files, names, labels, _ = scene
    with tempfile.TemporaryDirectory() as folder:
        path = accuracy.scene_file(folder, data, files, names, units)
        out = os.path.join(folder, "out")
        before = spent()
        accuracy.facies(program, "run", path, "--seed", str(seed), "--out", out, "-q",
                        "--threads", "1")
        cost = spent() - before
        score = json.loads(accuracy.facies(
            program, "score", os.path.join(out, "units.tif"),
            "--reference", os.path.join(data, labels), "--json", "-q"))
        with open(os.path.join(out, "run.json")) as file:
            found = json.load(file)["units"]
    return {"accuracy": score["matchedAccuracy"], "nmi": score["nmi"], "units": len(found),
            "empty": sum(unit["pixels"] == 0 for unit in found), "cost": cost}


def mean(rows, key):
    return statistics.mean(row[key] for row in rows)


def measure(program, data, seeds, units):
    out = []
    for scene in accuracy.scenes(data):
        if not all(os.path.exists(os.path.join(data, file)) for file in scene[1]):
            print(f"skipped: {scene[0]} is not under {data}", file=sys.stderr)
            continue
        chosen = [run(program, data, scene, units, seed) for seed in range(seeds)]
        true = [run(program, data, scene, scene[4], seed) for seed in range(seeds)]
        plain = run(program, data, scene, chosen[0]["units"], 0)
        out.append({"scene": scene[0].rsplit(",", 1)[0], "classes": scene[4], "chosen": chosen,
                    "true": true, "cost": chosen[0]["cost"] / plain["cost"]})
        print(line(out[-1]), file=sys.stderr)
    return out


def line(row):
    numbers = ", ".join(str(one["units"]) for one in row["chosen"])
    return (f"| {row['scene']} | {row['classes']} | {numbers} "
            f"| {mean(row['chosen'], 'accuracy'):.3f} / {mean(row['chosen'], 'nmi'):.3f} "
            f"| {mean(row['true'], 'accuracy'):.3f} / {mean(row['true'], 'nmi'):.3f} "
            f"| {row['cost']:.1f} |")


def table(rows, seeds, units):
    empty = sum(one["empty"] for row in rows for one in row["chosen"] + row["true"])
    off = statistics.mean(
        abs(one["units"] - row["classes"]) for row in rows for one in row["chosen"])

    def whole(part, key):
        return statistics.mean(mean(row[part], key) for row in rows)

    return "\n".join([
        f"Range {units}, {seeds} seeds", "",
        "| scene | classes | chosen | accuracy / NMI | with as many units as classes | cost |",
        "|---|---|---|---|---|---|"] + [line(row) for row in rows] + [
        f"| mean | | {off:.2f} off | {whole('chosen', 'accuracy'):.3f} / "
        f"{whole('chosen', 'nmi'):.3f} | {whole('true', 'accuracy'):.3f} / "
        f"{whole('true', 'nmi'):.3f} | {statistics.mean(row['cost'] for row in rows):.1f} |",
        "", f"Units without pixels in all these maps: {empty}.", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("facies")
    parser.add_argument("--data", default=os.environ.get("FACIES_TEST_DATA", "../shared/data"))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--range", default="4..16")
    parser.add_argument("--page")
    given = parser.parse_args()
    rows = measure(given.facies, given.data, given.seeds, given.range)
    if not rows:
        sys.exit(f"no labelled scene under {given.data}: set FACIES_TEST_DATA")
    text = table(rows, given.seeds, given.range)
    print(text)
    if given.page:
        pages.insert(given.page, "units", text)


if __name__ == "__main__":
    main()
