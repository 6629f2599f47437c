"""Scenes, skies and tables that are measured on, made once in the folder of the benchmark."""
import measuring


def made(path, make):
    """`path`, made by `make(temporary path)` if it is not there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part" + path.suffix)
        make(part)
        part.rename(path)
    return path


def scene(bench, width, height=None):
    """A simulated Sentinel-2 scene of ten bands of UInt16, tiled, deflate: its raster."""
    height = height or width

    def make(part):
        measuring.run([bench.facies, "simulate", "--sensor", "sentinel2", "--quiet", "--size",
                       f"{width}x{height}", "--out", part])

    return made(bench.folder / f"scene-{width}x{height}", make) / "scene.tif"


def recipe(bench, name, raster, **keys):
    """A scene file for `raster` with these keys."""
    path = bench.folder / f"{name}.yaml"
    lines = [f"input: {raster}"] + [f"{key}: {value}" for key, value in keys.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def sky(bench, sources, size):
    """A simulated field: its folder."""

    def make(part):
        measuring.run([bench.facies, "simulate", "--survey", "--quiet", "--sources", sources,
                       "--size", size, "--out", part])

    return made(bench.folder / f"sky-{sources}", make)


def table(bench, rows, features, spread=3.0):
    """Blobs of 20 groups as .npy."""
    return made(
        bench.folder / f"table-{rows}x{features}.npy",
        lambda part: measuring.peer(bench, "inputs", "write_table", path=str(part), rows=rows,
                                    features=features, spread=spread))


def write_table(path, rows, features, spread, threads):
    import numpy as np

    random = np.random.default_rng(0)
    centres = spread * random.standard_normal((20, features))
    values = random.standard_normal((rows, features), dtype="f4")
    values += centres[random.integers(0, 20, rows)].astype("f4")
    np.save(path, values)
    return {}


def stack(bench, images, side):
    """Pictures of smooth discs with noise as .npy of (images, side, side)."""
    return made(
        bench.folder / f"stack-{images}x{side}.npy",
        lambda part: measuring.peer(bench, "inputs", "write_stack", path=str(part), images=images,
                                    side=side))


def write_stack(path, images, side, threads):
    import numpy as np

    random = np.random.default_rng(0)
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    discs = [np.exp(-np.hypot(x, y * random.uniform(1, 2)) / random.uniform(2, 8))
             for _ in range(images)]
    values = np.array(discs) + 0.02 * random.standard_normal((images, side, side))
    np.save(path, ((values - values.min()) / np.ptp(values)).astype("f4"))
    return {}


def scaled_pixels(raster):
    """Pixels of a raster as a matrix [pixel][band] of float32, every band at mean 0 and
    deviation 1. For the peers."""
    import rasterio

    with rasterio.open(raster) as source:
        values = source.read().reshape(source.count, -1).T.astype("f4")
    return (values - values.mean(0)) / values.std(0)
