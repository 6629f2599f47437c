"""How time (of processors, which other work on the machine touches least) and memory grow with
pixels, bands, units and sources."""
import math
from dataclasses import dataclass

import inputs
import measuring


@dataclass
class Curve:
    name: str
    axis: str
    # (size, seconds of processors, megabytes)
    points: list

    def exponent(self, column):
        """Slope of a straight line through the logarithms of the upper half of the points,
        where start-up no longer counts."""
        points = self.points[(len(self.points) - 1) // 2:]
        x = [math.log(p[0]) for p in points]
        y = [math.log(p[column]) for p in points]
        middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
        return (sum((a - middle_x) * (b - middle_y) for a, b in zip(x, y))
                / sum((a - middle_x) ** 2 for a in x))


def curves(bench):
    sides = [1000, 2000, 4000] + ([] if bench.quick else [8000, 20_000])
    for recipe in ("k-means", "standard"):
        yield curve(bench, f"run, {recipe}", "pixels",
                    [(side * side, (lambda side=side, recipe=recipe: ran(
                        bench, inputs.scene(bench, side), recipe, 8))) for side in sides])
    yield curve(bench, "run, k-means, 2 M pixels", "bands",
                [(count, lambda count=count: ran(bench, banded(bench, count), "k-means", 8))
                 for count in (4, 10, 30, 90, 224)])
    for recipe in ("k-means", "standard"):
        yield curve(bench, f"run, {recipe}, 4 M pixels", "units",
                    [(units, lambda units=units, recipe=recipe: ran(
                        bench, inputs.scene(bench, 2000), recipe, units))
                     for units in (4, 8, 16, 32, 64)])
    yield curve(bench, "group of 40 features", "objects",
                [(count, lambda count=count: grouped(bench, count))
                 for count in (1000, 10_000, 100_000) + (() if bench.quick else (1_000_000,))])
    yield curve(bench, "group of 40 features, all fitted", "objects",
                [(count, lambda count=count: grouped(bench, count, "--fit-samples", count))
                 for count in (5000, 10_000, 20_000, 40_000)])
    yield curve(bench, "cutouts, sources found", "sources",
                [(count, lambda count=count: cut(bench, count))
                 for count in (250, 1000, 4000, 16_000)])


def curve(bench, name, axis, runs):
    points = []
    for size, call in runs:
        sample = call()
        points.append((size, sample.cpu, sample.peak_mb))
        print(f"    {name:34} {size:>10,} {axis}: {sample.cpu:8.2f} s {sample.peak_mb:6.0f} MB",
              file=measuring.sys.stderr, flush=True)
    return Curve(name, axis, points)


def ran(bench, raster, recipe, units):
    scene = inputs.recipe(bench, "growth", raster, recipe=recipe, units=units, outputs="[]")
    return measuring.facies(bench, "run", scene, "--out", bench.folder / "grown", "--overwrite")


def grouped(bench, count, *options):
    table = inputs.table(bench, count, 40)
    return measuring.facies(bench, "group", table, "--groups", 20, "--scale", "none", "--out",
                            bench.folder / "grown-groups", "--overwrite", *options)


def cut(bench, count):
    side = round((count * 1200 * 900 / 240) ** 0.5)
    field = inputs.sky(bench, count, f"{side}x{side}")
    return measuring.facies(bench, "cutouts", field / "sky_r.fits", "--detect", "--format", "cube",
                            "--out", bench.folder / "grown-cutouts", "--overwrite")


def banded(bench, count):
    """A scene of 1414 x 1414 pixels whose bands are mixtures of those of a simulated one."""
    source = inputs.scene(bench, 1414)
    return inputs.made(
        bench.folder / f"bands-{count}.tif",
        lambda part: measuring.peer(bench, "growth", "write_banded", raster=str(source),
                                    path=str(part), count=count))


def write_banded(raster, path, count, threads):
    import numpy as np
    import rasterio

    random = np.random.default_rng(0)
    with rasterio.open(raster) as source:
        values, profile = source.read().astype("f4"), source.profile
    profile.update(count=count, num_threads=threads, interleave="band")
    with rasterio.open(path, "w", **profile) as target:
        for band in range(count):
            place = band * (len(values) - 1) / max(1, count - 1)
            low = min(int(place), len(values) - 2)
            mixed = values[low] + (place - low) * (values[low + 1] - values[low])
            noise = random.standard_normal(mixed.shape, dtype="f4") * mixed.std() * 0.05
            target.write(np.clip(mixed + noise, 1, 65535).astype("u2"), band + 1)
    return {}
