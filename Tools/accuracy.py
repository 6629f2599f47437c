#!/usr/bin/env python3
"""Scores the recipes of facies on labelled scenes and prints tables.

usage: accuracy.py FACIES [--data DIR] [--seeds 5] [--recipes A,B] [--page FILE] [--plot FILE]

Every recipe is run on every labelled scene that is there, once per seed,
with as many units as there are classes, and compared with the labels by
`facies score`. The summary says what each recipe reaches in the mean of the
scenes, how far it falls short of k-means at the worst, how much seeds differ,
which share of labelled edges its maps keep, and what choosing the best recipe
on all scenes but one gives on that one. With --page the tables replace the
text between the lines `<!-- accuracy -->` and `<!-- /accuracy -->` of that
file (docs/accuracy.md); with --plot the accuracies are drawn as an SVG.
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

try:
    from osgeo import gdal
    gdal.UseExceptions()
except ImportError:
    gdal = None

DEFAULT = "standard"
BASE = "k-means"
RECIPES = ["k-means", "pca", "autoencoder", "stacked-autoencoder", "nagar2024", "mixture", DEFAULT]
MEASURES = [("matchedAccuracy", "accuracy"), ("purity", "purity"), ("nmi", "NMI"), ("ari", "ARI")]

# name, input files or folder, band names, labels, classes
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
# Folders with image.tif, labels.tif and classes.csv.
LABELLED = [
    ("gewata_landsat7_polygons", "Gewata, Landsat 7"),
    ("himalaya_landsat", "Himalaya, Landsat"),
    ("diamantina_landsat_geophys", "Diamantina, Landsat and geophysics"),
    ("historical_map", "Historical map, three bands"),
    ("salinas_a", "Salinas-A, AVIRIS"),
    ("jasper_ridge_gt", "Jasper Ridge, AVIRIS"),
    ("muufl_gulfport", "MUUFL Gulfport, CASI"),
    ("moffett_field", "Moffett Field, AVIRIS"),
]


def scenes(data):
    """All labelled scenes that there can be."""
    out = list(SCENES)
    for folder, title in LABELLED:
        labels = os.path.join("labelled", folder, "labels.tif")
        classes = os.path.join(data, "labelled", folder, "classes.csv")
        count = 0
        if os.path.exists(classes):
            with open(classes) as file:
                count = len([line for line in file if line.strip()]) - 1
        out.append((f"{title}, {count} classes",
                    [os.path.join("labelled", folder, "image.tif")], None, labels, count))
    return out


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


def edges_kept(units, labels):
    """Share of neighbouring labelled pixels of two classes that are two units in the map."""
    if gdal is None:
        return None
    a = gdal.Open(units).ReadAsArray()
    b = gdal.Open(labels).ReadAsArray()
    if a.shape != b.shape:
        return None
    edges = kept = 0
    for first, second in (((slice(None), slice(1, None)), (slice(None), slice(None, -1))),
                          ((slice(1, None), slice(None)), (slice(None, -1), slice(None)))):
        edge = (b[first] != b[second]) & (b[first] > 0) & (b[second] > 0)
        edges += int(edge.sum())
        kept += int((edge & (a[first] != a[second])).sum())
    return kept / edges if edges >= 50 else None


def score(program, data, scene, recipe, seed):
    _, files, names, labels, units = scene
    labels = os.path.join(data, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = scene_file(folder, data, files, names, units)
        out = os.path.join(folder, "out")
        facies(program, "run", path, "--recipe", recipe, "--seed", str(seed), "--out", out, "-q")
        units = os.path.join(out, "units.tif")
        found = json.loads(facies(program, "score", units, "--reference", labels, "--json", "-q"))
        found["edges"] = edges_kept(units, labels)
        return found


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


def measure(program, data, seeds, recipes):
    """{scene: {recipe: [score of every seed]}} of the scenes that are there."""
    out = {}
    for scene in scenes(data):
        if not all(os.path.exists(os.path.join(data, f)) for f in scene[1]):
            print(f"skipped: {scene[0]} is not under {data}", file=sys.stderr)
            continue
        rows = out[scene[0]] = {}
        for recipe in recipes:
            rows[recipe] = [score(program, data, scene, recipe, seed) for seed in range(seeds)]
            print(scene[0], row(recipe, rows[recipe]), file=sys.stderr)
    return out


def mean(rows, recipe, key="matchedAccuracy"):
    values = [score[key] for score in rows[recipe] if score[key] is not None]
    return statistics.mean(values) if values else None


def left_out(results, recipes):
    """(accuracy, NMI) of each scene by the recipe that is best on the others."""
    out = []
    for scene, rows in results.items():
        others = [r for name, r in results.items() if name != scene]
        if not others:
            continue
        best = max(recipes, key=lambda recipe: sum(mean(r, recipe) for r in others))
        out.append((mean(rows, best), mean(rows, best, "nmi"), best))
    return out


def summary(results, recipes, seeds):
    lines = [f"Mean of {len(results)} scenes ({seeds} seeds each)", "",
             "| recipe | accuracy | NMI | worst against k-means | largest spread of seeds "
             "| edges kept |", "|---|---|---|---|---|---|"]
    for recipe in recipes:
        worst = min(mean(rows, recipe) - mean(rows, BASE) for rows in results.values())
        spread = max(
            max(s["matchedAccuracy"] for s in rows[recipe])
            - min(s["matchedAccuracy"] for s in rows[recipe]) for rows in results.values())
        edges = [mean(rows, recipe, "edges") for rows in results.values()]
        edges = [value for value in edges if value is not None]
        name = f"**{recipe}** (default)" if recipe == DEFAULT else recipe
        lines.append(
            f"| {name} | {statistics.mean(mean(r, recipe) for r in results.values()):.3f} "
            f"| {statistics.mean(mean(r, recipe, 'nmi') for r in results.values()):.3f} "
            f"| {worst:+.3f} | {spread:.3f} "
            f"| {f'{statistics.mean(edges):.3f}' if edges else '–'} |")
    chosen = left_out(results, recipes)
    if chosen:
        names = ", ".join(sorted({name for _, _, name in chosen}))
        lines += ["", f"Chosen on all scenes but one ({names}), measured on that one: accuracy "
                  f"{statistics.mean(c[0] for c in chosen):.3f}, "
                  f"NMI {statistics.mean(c[1] for c in chosen):.3f}."]
    return "\n".join(lines)


def table(results, recipes, seeds):
    lines = [summary(results, recipes, seeds)]
    for scene, rows in results.items():
        lines += ["", f"{scene} ({seeds} seeds)", "",
                  "| recipe | " + " | ".join(name for _, name in MEASURES) + " |",
                  "|---|" + "---|" * len(MEASURES)]
        lines += [row(recipe, scores) for recipe, scores in rows.items()]
    return "\n".join(lines + [""])


def draw(path, results, recipes):
    accuracies = {
        # "Tucurui, Landsat 5, 4 classes": the last part says less than its room is worth.
        scene.rsplit(",", 1)[0]: {
            recipe: [score["matchedAccuracy"] for score in scores]
            for recipe, scores in rows.items()}
        for scene, rows in results.items()}
    with open(path, "w") as out:
        out.write(accuracy_plot.svg(accuracies, recipes, DEFAULT))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("facies")
    parser.add_argument("--data", default=os.environ.get("FACIES_TEST_DATA", "../shared/data"))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--recipes", default=",".join(RECIPES))
    parser.add_argument("--page")
    parser.add_argument("--plot")
    given = parser.parse_args()
    recipes = given.recipes.split(",")
    results = measure(given.facies, given.data, given.seeds, recipes)
    if not results:
        sys.exit(f"no labelled scene under {given.data}: set FACIES_TEST_DATA")
    text = table(results, recipes, given.seeds)
    print(text)
    if given.plot:
        draw(given.plot, results, recipes)
    if given.page:
        pages.insert(given.page, "accuracy", text)


if __name__ == "__main__":
    main()
