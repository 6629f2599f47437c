#!/usr/bin/env python3
"""Scores the recipes of facies on labelled scenes and prints a table.

usage: accuracy.py FACIES [--data DIR] [--seeds 5] [--page FILE] [--plot FILE]

Every recipe is run on every labelled scene that is there, once per seed,
with as many units as there are classes, and compared with the labels by
`facies score`. With --page the tables replace the text between the lines
`<!-- accuracy -->` and `<!-- /accuracy -->` of that file (docs/accuracy.md);
with --plot the accuracies are drawn as an SVG.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

import accuracy_plot
import pages

DEFAULT = "standard"
RECIPES = ["k-means", "pca", "autoencoder", "stacked-autoencoder", "nagar2024", DEFAULT]
MEASURES = [("matchedAccuracy", "accuracy"), ("purity", "purity"), ("nmi", "NMI"), ("ari", "ARI")]

# name, input files or folder, band names, labels, classes, extra scene lines
SCENES = [
    ("North Carolina, Landsat 7, 7 classes",
     [f"nc_spm_landsat7/lsat7_2000_{b}.tif" for b in (10, 20, 30, 40, 50, 70)],
     ["blue", "green", "red", "nir", "swir1", "swir2"],
     "nc_spm_landsat7/landsat96_labelled_pixels.tif", 7),
    ("Tucurui, Landsat 5, 4 classes", ["landsat5_tucurui_rstoolbox/landsat"], None,
     "landsat5_tucurui_rstoolbox/lsat_labels.tif", 4),
    ("Land use, Sentinel-2, 5 classes", ["eolearn_lulc/S2_L1C_2015-07-11.tif"], None,
     "eolearn_lulc/LULC_labels.tif", 5),
]


def facies(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"facies {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def scene_file(folder, data, files, names, units):
    paths = [os.path.abspath(os.path.join(data, f)) for f in files]
    lines = [f"units: {units}", "outputs: []"]
    if names:
        lines += ["input:", f"  paths: {json.dumps(paths)}", f"  names: {json.dumps(names)}"]
    else:
        lines.append(f"input: {json.dumps(paths[0])}")
    path = os.path.join(folder, "scene.yaml")
    with open(path, "w") as out:
        out.write("\n".join(lines) + "\n")
    return path


def score(program, data, scene, recipe, seed):
    _, files, names, labels, units = scene
    with tempfile.TemporaryDirectory() as folder:
        path = scene_file(folder, data, files, names, units)
        out = os.path.join(folder, "out")
        facies(program, "run", path, "--recipe", recipe, "--seed", str(seed), "--out", out, "-q")
        return json.loads(facies(
            program, "score", os.path.join(out, "units.tif"), "--reference",
            os.path.join(data, labels), "--json", "-q"))


def row(recipe, results):
    cells = []
    for key, _ in MEASURES:
        values = [r[key] for r in results]
        text = f"{statistics.mean(values):.3f}"
        if key == "matchedAccuracy" and len(values) > 1:
            text += f" ±{statistics.pstdev(values):.3f}"
        cells.append(text)
    name = f"**{recipe}** (default)" if recipe == DEFAULT else recipe
    return f"| {name} | " + " | ".join(cells) + " |"


def measure(program, data, seeds):
    """{scene: {recipe: [score of every seed]}} of the scenes that are there."""
    out = {}
    for scene in SCENES:
        if not all(os.path.exists(os.path.join(data, f)) for f in scene[1]):
            print(f"skipped: {scene[0]} is not under {data}", file=sys.stderr)
            continue
        rows = out[scene[0]] = {}
        for recipe in RECIPES:
            rows[recipe] = [score(program, data, scene, recipe, seed) for seed in range(seeds)]
            print(scene[0], row(recipe, rows[recipe]), file=sys.stderr)
    return out


def table(results, seeds):
    lines = []
    for scene, rows in results.items():
        lines += ["", f"{scene} ({seeds} seeds)", "",
                  "| recipe | " + " | ".join(name for _, name in MEASURES) + " |",
                  "|---|" + "---|" * len(MEASURES)]
        lines += [row(recipe, scores) for recipe, scores in rows.items()]
    return "\n".join(lines + [""])


def draw(path, results):
    accuracies = {
        # "Tucurui, Landsat 5, 4 classes": the last part says less than its room is worth.
        scene.rsplit(",", 1)[0]: {
            recipe: [score["matchedAccuracy"] for score in scores]
            for recipe, scores in rows.items()}
        for scene, rows in results.items()}
    with open(path, "w") as out:
        out.write(accuracy_plot.svg(accuracies, RECIPES, DEFAULT))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("facies")
    parser.add_argument("--data", default=os.environ.get("FACIES_TEST_DATA", "../shared/data"))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--page")
    parser.add_argument("--plot")
    given = parser.parse_args()
    results = measure(given.facies, given.data, given.seeds)
    if not results:
        sys.exit(f"no labelled scene under {given.data}: set FACIES_TEST_DATA")
    text = table(results, given.seeds)
    print(text)
    if given.plot:
        draw(given.plot, results)
    if given.page:
        pages.insert(given.page, "accuracy", text)


main()
