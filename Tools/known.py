#!/usr/bin/env python3
"""Measures maps with known units on labelled scenes and prints tables.

usage: known.py FACIES [--data DIR] [--folds 3] [--seed 0] [--page FILE] [--novelty] [SCENE ...]

Labels are cut into places: connected areas of a class, in squares of 32 pixels where they are
larger. The places of every class are divided into folds; each is held out once, whole.

The first table has the share of held-out pixels that get their class: by maximum likelihood on
the bands as they are (computed here, with full covariances), by the classifiers of facies, and
by `facies run` with known units and two units more than there are classes. `worst` is the class
that keeps the smallest share of what maximum likelihood gives it.

The second table (--novelty) hides each class in turn. Recovered is the share of its pixels in
units that were discovered; lost is the share of held-out pixels of known classes in those.

Needs numpy and GDAL. With --page the tables replace the text between the lines `<!-- known -->`
and `<!-- /known -->` of that file (docs/known.md).
"""
import argparse
import glob
import json
import os
import statistics
import subprocess
import sys
import tempfile

import numpy as np
from osgeo import gdal

import pages

gdal.UseExceptions()
SIDE = 32
CLASSIFIERS = ["maximum-likelihood", "logistic-regression", "random-forest"]

# name, files (a pattern), labels
SCENES = [
    ("North Carolina", [f"nc_spm_landsat7/lsat7_2000_{b}.tif" for b in (10, 20, 30, 40, 50, 70)],
     "nc_spm_landsat7/landsat96_labelled_pixels.tif"),
    ("Tucurui", ["landsat5_tucurui_rstoolbox/landsat/*_B[123457].TIF"],
     "landsat5_tucurui_rstoolbox/lsat_labels.tif"),
    ("Land use", ["eolearn_lulc/S2_L1C_2015-07-11.tif"], "eolearn_lulc/LULC_labels.tif"),
] + [(name, [f"labelled/{folder}/image.tif"], f"labelled/{folder}/labels.tif")
     for name, folder in [
         ("Gewata", "gewata_landsat7_polygons"), ("Salinas-A", "salinas_a"),
         ("Jasper Ridge", "jasper_ridge_gt"), ("MUUFL", "muufl_gulfport"),
         ("Diamantina", "diamantina_landsat_geophys"), ("Himalaya", "himalaya_landsat"),
         ("Historical map", "historical_map")]]


def read(path):
    data = gdal.Open(path)
    values = data.ReadAsArray().astype("f8")
    values = values[None] if values.ndim == 2 else values
    valid = np.isfinite(values).all(0)
    for index in range(data.RasterCount):
        missing = data.GetRasterBand(index + 1).GetNoDataValue()
        if missing is not None:
            valid &= values[index] != missing
    return values, valid


def load(data, files, labels):
    paths = [p for f in files for p in sorted(glob.glob(os.path.join(data, f)))]
    parts = [read(p) for p in paths]
    valid = np.logical_and.reduce([v for _, v in parts])
    classes, labelled = read(os.path.join(data, labels))
    classes = np.where(labelled & valid & (classes[0] > 0), classes[0], 0).astype("i4")
    return paths, np.concatenate([v for v, _ in parts]), classes


def connected(mask):
    """Numbers of connected areas (eight neighbours), by spreading the smallest number."""
    height, width = mask.shape
    number = np.where(mask, np.arange(1, height * width + 1).reshape(height, width), 0)
    big = height * width + 1
    while True:
        padded = np.pad(np.where(mask, number, big), 1, constant_values=big)
        near = np.min([padded[y:y + height, x:x + width]
                       for y in range(3) for x in range(3)], 0)
        spread = np.where(mask, near, 0)
        # Jump along: the number of the pixel that a number stands for.
        flat = spread.ravel()
        spread = np.where(mask, flat[np.maximum(spread, 1) - 1], 0)
        if (spread == number).all():
            return number
        number = spread


def places(classes):
    """A number for the place of every labelled pixel."""
    rows, columns = np.nonzero(classes)
    out = np.zeros(classes.shape, "i8")
    for label in np.unique(classes[classes > 0]):
        number = connected(classes == label)
        y, x = np.nonzero(number)
        own = number[y, x]
        names, index = np.unique(own, return_inverse=True)
        low = np.full((len(names), 2), 10**9)
        high = np.zeros((len(names), 2), int)
        np.minimum.at(low, index, np.stack([y, x], 1))
        np.maximum.at(high, index, np.stack([y, x], 1))
        large = (high - low).max(1) >= SIDE
        square = (y // SIDE) * 100_000 + x // SIDE + 1
        out[y, x] = own * 10**10 + np.where(large[index], square, 0)
    return out


def folds(classes, where, count, seed):
    """The fold of every labelled pixel, -1 in classes of a single place."""
    random = np.random.default_rng(seed)
    out = np.full(classes.shape, -1)
    for label in np.unique(classes[classes > 0]):
        names = np.unique(where[classes == label])
        random.shuffle(names)
        if len(names) < 2:
            continue
        for index, name in enumerate(names):
            out[(where == name) & (classes == label)] = index % min(count, len(names))
    return out


def likelihood(values, classes, held):
    """Gaussian maximum likelihood on the bands: classes of held-out pixels."""
    taught = (classes > 0) & ~held
    x = values.reshape(len(values), -1)
    x = (x - x[:, taught.ravel()].mean(1)[:, None]) / (x[:, taught.ravel()].std(1)[:, None] + 1e-12)
    if len(x) > 30:  # As many principal components as hold 99.9 %, at most 12.
        w, v = np.linalg.eigh(np.cov(x))
        keep = min(12, int((np.cumsum(w[::-1]) / w.sum() < 0.999).sum()) + 1)
        x = v[:, ::-1][:, :keep].T @ x
    labels = np.unique(classes[taught])
    test = x[:, held.ravel()]
    best = []
    for label in labels:
        own = x[:, (taught & (classes == label)).ravel()]
        mean = own.mean(1)
        cov = np.cov(own, bias=True) if own.shape[1] > 1 else np.zeros((len(x), len(x)))
        cov = cov + 1e-3 * np.eye(len(x))
        lower = np.linalg.cholesky(cov)
        z = np.linalg.solve(lower, test - mean[:, None])
        best.append(-0.5 * (z**2).sum(0) - np.log(np.diag(lower)).sum())
    return labels[np.argmax(best, 0)]


class Scene:
    def __init__(self, program, folder, data, scene, count, seed):
        self.program, self.folder, self.seed = program, folder, seed
        self.name = scene[0]
        self.paths, self.values, self.classes = load(data, scene[1], scene[2])
        self.where = places(self.classes)
        self.fold = folds(self.classes, self.where, count, seed)
        self.count = self.fold.max() + 1

    def taught(self, held, hidden=0):
        """Writes what is taught as polygons of places."""
        grid = gdal.Open(self.paths[0])
        classes = np.where(held | (self.classes == hidden), 0, self.classes)
        names, number = np.unique(np.where(classes > 0, self.where, 0), return_inverse=True)
        number = number.reshape(classes.shape).astype("i4")
        memory = gdal.GetDriverByName("MEM").Create(
            "", classes.shape[1], classes.shape[0], 1, gdal.GDT_Int32)
        memory.SetGeoTransform(grid.GetGeoTransform(can_return_null=True) or (0, 1, 0, 0, 0, 1))
        memory.SetProjection(grid.GetProjection())
        band = memory.GetRasterBand(1)
        band.WriteArray(number)
        path = os.path.join(self.folder, "labels.gpkg")
        if os.path.exists(path):
            os.remove(path)
        from osgeo import ogr
        vector = ogr.GetDriverByName("GPKG").CreateDataSource(path)
        layer = vector.CreateLayer("places", memory.GetSpatialRef(), ogr.wkbPolygon)
        layer.CreateField(ogr.FieldDefn("place", ogr.OFTInteger))
        layer.CreateField(ogr.FieldDefn("class", ogr.OFTString))
        gdal.Polygonize(band, band, layer, 0, ["8CONNECTED=8"])
        label = np.zeros(len(names), "i4")
        label[number.ravel()] = classes.ravel()
        for feature in layer:
            feature.SetField("class", f"{label[feature.GetField('place')]:03d}")
            layer.SetFeature(feature)
        vector = None
        return path

    def map(self, held, *options, hidden=0):
        """The class of every pixel; -1 where it is a discovered unit."""
        out = os.path.join(self.folder, "out")
        listed = [f"--labels={self.taught(held, hidden)}" if options[0] == "classify"
                  else f"--known={self.taught(held, hidden)}"]
        command = [self.program, options[0], *self.paths, *listed, "--field", "class",
                   "--hold-out", "0", "--seed", str(self.seed), *options[1:], "--out", out,
                   "--overwrite", "-q"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")
        units = gdal.Open(os.path.join(out, "units.tif")).ReadAsArray().astype(int)
        with open(os.path.join(out, "run.json")) as file:
            report = json.load(file)
        value = np.full(units.max() + 1, -1)
        value[0] = 0
        for unit in report["units"]:
            if unit["name"].isdigit() and unit["unit"] < len(value):
                value[unit["unit"]] = int(unit["name"])
        return value[units]

    def labels(self, hidden=0):
        return [c for c in np.unique(self.classes[self.classes > 0]) if c != hidden]

    def accuracy(self, mapped_of):
        """Hits and held-out pixels of every class, over all folds."""
        hits = {c: [0, 0] for c in self.labels()}
        for part in range(self.count):
            held = self.fold == part
            mapped = mapped_of(held)
            for label in self.labels():
                own = held & (self.classes == label)
                hits[label][0] += int((mapped[own] == label).sum())
                hits[label][1] += int(own.sum())
        return hits

    def bands(self, held):
        out = np.zeros(self.classes.shape, int)
        out[held] = likelihood(self.values, self.classes, held)
        return out

    def discover(self, held, hidden=0):
        more = len(self.labels(hidden)) + 2
        return self.map(held, "run", "--units", str(more), hidden=hidden)


def total(hits):
    return sum(h for h, _ in hits.values()) / max(1, sum(n for _, n in hits.values()))


def compare(scene):
    plain = scene.accuracy(scene.bands)
    row = {"maximum likelihood, bands": total(plain)}
    for method in CLASSIFIERS:
        row[method] = total(scene.accuracy(
            lambda held: scene.map(held, "classify", "--method", method)))
    known = scene.accuracy(scene.discover)
    row["known units"] = total(known)
    kept = [known[c][0] / plain[c][0] for c in plain if plain[c][0] > 0]
    row["worst"] = min(kept) if kept else float("nan")
    return row


def novelty(scene):
    """Means over hidden classes: share recovered, and share of known classes lost."""
    found, lost = [], []
    held = scene.fold == 0
    for hidden in scene.labels():
        if len(scene.labels(hidden)) < 2:
            continue
        mapped = scene.discover(held, hidden)
        own = scene.classes == hidden
        rest = held & ~own & (scene.classes > 0)
        found.append(float((mapped[own] == -1).mean()))
        lost.append(float((mapped[rest] == -1).mean()) if rest.any() else 0)
    return found, lost


def tables(accuracies, novelties):
    lines = []
    if accuracies:
        columns = list(next(iter(accuracies.values())))
        lines += ["| scene | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
        for name, row in accuracies.items():
            lines.append(f"| {name} | " + " | ".join(f"{row[c]:.3f}" for c in columns) + " |")
        means = [statistics.mean(r[c] for r in accuracies.values()) for c in columns]
        lines.append("| mean | " + " | ".join(f"{m:.3f}" for m in means) + " |")
    if novelties:
        lines += ["", "| scene | recovered, mean | of each hidden class | lost, mean | worst |",
                  "|---|---|---|---|---|"]
        for name, (found, lost) in novelties.items():
            each = ", ".join(f"{f:.2f}" for f in found)
            lines.append(f"| {name} | {statistics.mean(found):.2f} | {each} | "
                         f"{statistics.mean(lost):.3f} | {max(lost):.3f} |")
        lines.append(
            f"| mean | {statistics.mean(statistics.mean(f) for f, _ in novelties.values()):.2f} |"
            f" | {statistics.mean(statistics.mean(l) for _, l in novelties.values()):.3f} | |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("facies")
    parser.add_argument("scenes", nargs="*")
    parser.add_argument("--data", default=os.environ.get("FACIES_TEST_DATA", "../shared/data"))
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--novelty", action="store_true")
    parser.add_argument("--page")
    given = parser.parse_intermixed_args()
    accuracies, novelties = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for scene in SCENES:
            if given.scenes and scene[0] not in given.scenes:
                continue
            if not glob.glob(os.path.join(given.data, scene[1][0])):
                print(f"skipped: {scene[0]} is not under {given.data}", file=sys.stderr)
                continue
            own = Scene(given.facies, folder, given.data, scene, given.folds, given.seed)
            accuracies[scene[0]] = compare(own)
            print(scene[0], accuracies[scene[0]], file=sys.stderr, flush=True)
            if given.novelty and len(own.labels()) > 2:
                novelties[scene[0]] = novelty(own)
                print(scene[0], "novelty", novelties[scene[0]], file=sys.stderr, flush=True)
    if not accuracies:
        sys.exit(f"no labelled scene under {given.data}: set FACIES_TEST_DATA")
    text = tables(accuracies, novelties)
    print(text)
    if given.page:
        pages.insert(given.page, "known", "\n" + text + "\n\n")


main()
