#!/usr/bin/env python3
"""How well `facies run` groups cutouts whose classes are known.

usage: cutout-accuracy.py FACIES [--data FOLDER] [--seeds N] [--weights FILE] [--only SET]
       [--page FILE]

Galaxy Zoo 2 spirals (a folder, classes are its folders): share of objects that
are voted and their purity. COIL-20 and MNIST's test images (one file each,
classes in it, as many groups as classes): accuracy under the best assignment
of groups to classes and normalised mutual information, of all objects by the
vote (rejected ones completed), and by k-means and Ward alone. Means and deviations
over seeds. With --page the rows replace their earlier versions in the tables of that
file (docs/accuracy.md) and the others stay. Needs Python alone.
"""
import argparse
import csv
import gzip
import json
import math
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter, defaultdict

import pages


def idx_labels(path):
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return [str(v) for v in data[8:]]


def mat_labels(path, name="Y"):
    """One numeric matrix of a MATLAB 5 file, compressed or not."""
    data, at = path.read_bytes(), 128
    kinds = {1: "b", 2: "B", 3: "h", 4: "H", 5: "i", 6: "I", 7: "f", 9: "d"}

    def element(blob, at):
        kind, size = struct.unpack_from("<II", blob, at)
        if kind >> 16:
            return kind & 0xFFFF, blob[at + 4 : at + 4 + (kind >> 16)], at + 8
        return kind, blob[at + 8 : at + 8 + size], at + 8 + (size + 7) // 8 * 8

    while at < len(data):
        kind, size = struct.unpack_from("<II", data, at)
        body = data[at + 8 : at + 8 + size]
        if kind == 15:
            body = zlib.decompress(body)[8:]
        at += 8 + size
        _, _, p = element(body, 0)
        _, _, p = element(body, p)
        _, title, p = element(body, p)
        if title.decode() != name:
            continue
        kind, values, _ = element(body, p)
        count = len(values) // struct.calcsize(kinds[kind])
        return [str(int(v)) for v in struct.unpack(f"<{count}{kinds[kind]}", values)]
    sys.exit(f"{path}: no variable {name}")


def assignment(table):
    """The largest sum of one cell from each row and column (Hungarian method)."""
    n = max(len(table), max(map(len, table)))
    cost = [[0] * (n + 1) for _ in range(n + 1)]
    for i, row in enumerate(table):
        for j, value in enumerate(row):
            cost[i + 1][j + 1] = -value
    u, v, match, way = [0] * (n + 1), [0] * (n + 1), [0] * (n + 1), [0] * (n + 1)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        least, used = [math.inf] * (n + 1), [False] * (n + 1)
        while True:
            used[j0] = True
            i0, delta, j1 = match[j0], math.inf, 0
            for j in range(1, n + 1):
                if used[j]:
                    continue
                now = cost[i0][j] - u[i0] - v[j]
                if now < least[j]:
                    least[j], way[j] = now, j0
                if least[j] < delta:
                    delta, j1 = least[j], j
            for j in range(n + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if match[j0] == 0:
                break
        while j0:
            match[j0] = match[way[j0]]
            j0 = way[j0]
    return v[0]


def scores(groups, classes):
    table, n = Counter(zip(groups, classes)), len(groups)
    rows, columns = sorted(set(groups)), sorted(set(classes))
    best = assignment([[table[g, c] for c in columns] for g in rows])
    a, b = Counter(groups), Counter(classes)
    mutual = sum(k / n * math.log(k * n / (a[g] * b[c])) for (g, c), k in table.items())
    entropy = lambda counts: -sum(k / n * math.log(k / n) for k in counts.values())
    return best / n, 2 * mutual / (entropy(a) + entropy(b))


def run(facies, settings, seed, folder):
    scene = pathlib.Path(folder) / "survey.yaml"
    scene.write_text(settings + f"\nmeasurements: false\nseed: {seed}\n")
    out = pathlib.Path(folder) / "out"
    subprocess.run([facies, "run", scene, "--out", out, "--overwrite", "-q"], check=True)
    seconds = json.loads((out / "run.json").read_text())["totalSeconds"]
    return list(csv.DictReader(open(out / "catalog.csv"))), seconds


def mean_and_deviation(values):
    mean = sum(values) / len(values)
    spread = sum((v - mean) ** 2 for v in values) / max(1, len(values) - 1)
    return mean, math.sqrt(spread)


def row(*cells):
    line = "| " + " | ".join(cells) + " |"
    print(line, flush=True)
    return line


def galaxies(facies, data, seeds, weights):
    """A row for every encoder: purity and share of the voted objects."""
    folder = data / "galaxy_zoo2_spirals" / "data" / "galaxies"
    if not folder.exists():
        return []
    ways = {"pixels": "encoder: pixels", "autoencoder (default)": ""}
    if weights:
        path = pathlib.Path(weights).resolve()
        ways[f"pretrained, {path.name}"] = f'encoder: {{method: pretrained, weights: "{path}"}}'
    rows = []
    for name, way in ways.items():
        voted, pure, time = [], [], []
        for seed in seeds:
            settings = f'survey: "{folder}"\nvote: {{groups: 20}}\n{way}'
            with tempfile.TemporaryDirectory() as place:
                catalogue, seconds = run(facies, settings, seed, place)
            members = defaultdict(Counter)
            for item in catalogue:
                if item["status"] == "voted":
                    members[item["group"]]["non" in item["id"]] += 1
            count = sum(sum(m.values()) for m in members.values())
            voted.append(100 * count / len(catalogue))
            pure.append(sum(max(m.values()) for m in members.values()) / count)
            time.append(seconds)
        purity = "{:.3f} ± {:.3f}".format(*mean_and_deviation(pure))
        share = "{:.0f} % ± {:.0f}".format(*mean_and_deviation(voted))
        rows.append(row(name, f"{len(seeds)}", purity, share, f"{sum(time) / len(time):.0f} s"))
    return rows


def stacks(data):
    """Name, file, groups, reader of the classes, their file, components of the autoencoder."""
    return [
        ("COIL-20", data / "coil20_orl_yale/COIL20.mat", 20, mat_labels, None, 10),
        ("MNIST test", data / "mnist/t10k-images.idx3-ubyte", 10, idx_labels,
         data / "mnist/t10k-labels.idx1-ubyte", 20),
    ]


def images(facies, stack, seeds):
    """A row for every encoder: accuracy / NMI of the vote and of two members."""
    title, path, groups, labels, other, components = stack
    if not path.exists():
        return []
    classes, rows = labels(other or path), []
    for name, way in {
        "pixels, 40 components": "encoder: {method: pixels, symmetry: none}\n"
        "reduction: {components: 40, whiten: none}",
        f"autoencoder, {components} components": "encoder: {method: autoencoder, symmetry: none}\n"
        f"reduction: {{components: {components}, whiten: full}}",
    }.items():
        by = defaultdict(list)
        for seed in seeds:
            settings = (
                f'survey: "{path}"\nvote: {{groups: {groups}, birch-threshold: 0.1}}\n'
                f"view: {{side: 32, crop: 1}}\n{way}"
            )
            with tempfile.TemporaryDirectory() as place:
                catalogue, _ = run(facies, settings, seed, place)
            for column in ("group", "vote_k_means", "vote_ward"):
                by[column].append(scores([item[column] for item in catalogue], classes))
        cells = [" / ".join(figure(v) for v in zip(*own)) for own in by.values()]
        rows.append(row(title, name, f"{len(seeds)}", *cells))
    return rows


def figure(values):
    """.735"""
    return f"{sum(values) / len(values):.3f}".lstrip("0")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("facies")
    parser.add_argument("--data", default=os.environ.get("FACIES_TEST_DATA", "../shared/data"))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", choices=["galaxies", "coil", "mnist"])
    parser.add_argument("--weights", help="a pretrained network for the galaxies")
    parser.add_argument("--page", help="the page whose tables take the rows")
    options = parser.parse_args()
    data, seeds = pathlib.Path(options.data).resolve(), range(options.seeds)
    if options.only in (None, "galaxies"):
        rows = galaxies(options.facies, data, seeds, options.weights)
        if options.page:
            pages.update(options.page, "galaxies", rows, keys=1)
    for stack in stacks(data):
        if options.only in (None, stack[0].split()[0].split("-")[0].lower()):
            rows = images(options.facies, stack, seeds)
            if options.page:
                pages.update(options.page, "images", rows, keys=2)


if __name__ == "__main__":
    main()
