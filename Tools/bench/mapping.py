"""Whole maps of a scene of 5490 x 5490 pixels and ten bands, and mapping by a given model."""
import inputs
import measuring
from rows import Row

MAJORITY = "{method: majority, window: 7}"
PASSES = "epochs: 10, batch: 1024, patience: 0, validation: 0"  # forty in four trainings


def rows(bench):
    raster = inputs.scene(bench, bench.side)
    stacked = inputs.recipe(
        bench, "stacked", raster, recipe="stacked-autoencoder", units=8, outputs="[]",
        smoothing=MAJORITY, encoder=f"{{method: stacked-autoencoder, {PASSES}}}")
    plain = inputs.recipe(
        bench, "plain", raster, recipe="k-means", units=8, outputs="[]", smoothing=MAJORITY)
    standard = inputs.recipe(bench, "standard", raster, units=8, outputs="[]")

    def whole(scene):
        return measuring.facies(bench, "run", scene, "--out", bench.folder / "map", "--overwrite")

    def python(encoder):
        return measuring.peer(
            bench, "recipe", "whole_job", raster=str(raster), out=str(bench.folder / "peer.tif"),
            encoder=encoder)

    size = f"{bench.side}x{bench.side}x10"
    yield Row("whole job, stacked autoencoder", f"{size}: 40 passes over 200,000, k-means, 7x7 majority, COG",
              [("facies", lambda: whole(stacked)), ("Python recipe", lambda: python(True))],
              least=6, memory=1024)
    yield Row("whole job, no encoder", f"{size}: k-means, 7x7 majority, COG",
              [("facies", lambda: whole(plain)), ("Python recipe", lambda: python(False))], least=4)
    yield Row("whole job, standard recipe", f"{size}: vote of seven, Markov field, COG",
              [("facies", lambda: whole(standard))])
    yield from given_model(bench, raster, stacked, size)


def given_model(bench, raster, scene, size):
    model = bench.folder / "stacked.safetensors"

    def mapped(threads=None):
        if not model.exists():
            measuring.facies(bench, "fit", scene, "--model", model)
        return measuring.facies(bench, "map", scene, "--model", model, "--out",
                                bench.folder / "mapped", "--overwrite", threads=threads)

    yield Row("mapping with a given model", f"{size}: read, encode, assign, majority, write; beside reading alone",
              [("facies", mapped),
               ("GDAL reads", lambda: measuring.peer(bench, "mapping", "read", raster=str(raster)))],
              least=1 / 1.6)
    if bench.threads == 2:
        yield Row("mapping on two threads", f"{size}: as above; beside one thread",
                  [("facies, 2 threads", mapped), ("facies, 1 thread", lambda: mapped(1))], least=1.8,
                  clock_only=True)


def read(raster, threads):
    """Reads all bands once with GDAL's own threads."""
    import rasterio

    watch = measuring.Stopwatch()
    with rasterio.open(raster, num_threads=threads) as source:
        for band in source.indexes:
            source.read(band)
    return watch.laps()
