"""Ten bands in JPEG 2000, as Sentinel-2 has them, mapped; beside gdal_translate of the bands."""
import inputs
import measuring
from rows import Row

SIDE = 2745


def rows(bench):
    raster = inputs.scene(bench, SIDE)
    bands = inputs.made(
        bench.folder / "jpeg2000",
        lambda part: measuring.peer(bench, "jpeg2000", "write_bands", raster=str(raster),
                                    folder=str(part)))
    paths = sorted(bands.glob("*.jp2"))
    scene = inputs.recipe(bench, "jpeg2000-scene", "[" + ", ".join(map(str, paths)) + "]",
                          recipe="k-means", units=8, outputs="[]")
    model = bench.folder / "jpeg2000.safetensors"

    def mapped():
        if not model.exists():
            measuring.facies(bench, "fit", scene, "--model", model)
        return measuring.facies(bench, "map", scene, "--model", model, "--out",
                                bench.folder / "mapped", "--overwrite")

    def translated():
        total = measuring.Sample(0, 0)
        for path in paths:
            sample, _ = measuring.run(["gdal_translate", "-q", path, bench.folder / "band.tif"],
                                      {"GDAL_NUM_THREADS": str(bench.threads)})
            total.seconds += sample.seconds
            total.cpu += sample.cpu
            total.peak_mb = max(total.peak_mb, sample.peak_mb)
        return total

    yield Row("mapping from JPEG 2000", f"{SIDE}x{SIDE}x10: read, assign, majority, write",
              [("facies", mapped), ("gdal_translate", translated)], least=1 / 1.15)


def write_bands(raster, folder, threads):
    import pathlib
    import subprocess

    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    for band in range(1, 11):
        subprocess.run(
            ["gdal_translate", "-q", "-of", "JP2OpenJPEG", "-b", str(band), "-co", "QUALITY=100",
             "-co", "REVERSIBLE=YES", "-co", "BLOCKXSIZE=1024", "-co", "BLOCKYSIZE=1024", raster,
             f"{folder}/b{band:02}.jp2"], check=True)
    return {}
