"""Makes gdal-references.json with gdaldem and gdalwarp (GDAL 3.6 or newer).

    python3 gdal-references.py > gdal-references.json

Heights are stored as Float32; 'slope' and 'roughness' are those of gdaldem, null where it gives none (the border and
around the hole). 'warp' is a raster in degrees brought to UTM without approximation (-et 0).
"""
import json
import math
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

folder = Path(tempfile.mkdtemp())
random = np.random.default_rng(3)


def write(name, values, crs, transform):
    with rasterio.open(folder / name, "w", driver="GTiff", width=values.shape[1], height=values.shape[0], count=1,
                       dtype="float32", crs=crs, transform=transform, nodata=-9999) as file:
        file.write(values.astype("float32"), 1)


def read(name):
    with rasterio.open(folder / name) as file:
        return [None if v == -9999 else round(float(v), 5) for v in file.read(1).ravel()]


def run(*words):
    subprocess.run([str(w) for w in words], check=True, stdout=subprocess.DEVNULL, cwd=folder)


heights = np.round(200 + 60 * random.random((14, 18)) + np.add.outer(np.arange(14) * 9, np.arange(18) * -4), 2)
heights[6, 9] = -9999
write("dem.tif", heights, "EPSG:32754", from_origin(500000, 6500000, 30, 20))
run("gdaldem", "slope", "dem.tif", "slope.tif")
run("gdaldem", "roughness", "dem.tif", "roughness.tif")

degrees = np.round(100 * random.random((30, 36)), 2)
write("degrees.tif", degrees, "EPSG:4326", from_origin(140.9995, -31.6358, 0.0003, 0.00025))
for method in ["near", "bilinear", "cubic"]:
    run("gdalwarp", "-q", "-et", 0, "-t_srs", "EPSG:32754", "-te", 500100, 6499400, 500820, 6499940, "-tr", 30, 30,
        "-r", method, "degrees.tif", method + ".tif")

print(json.dumps({
    "dem": {"width": 18, "height": 14, "transform": [500000, 30, 0, 6500000, 0, -20], "heights": read("dem.tif"),
            "slope": read("slope.tif"), "roughness": read("roughness.tif")},
    "warp": {"width": 36, "height": 30, "transform": [140.9995, 0.0003, 0, -31.6358, 0, -0.00025],
             "values": read("degrees.tif"),
             "frame": {"left": 500100, "top": 6499940, "width": 24, "height": 18},
             "nearest": read("near.tif"), "bilinear": read("bilinear.tif"), "cubic": read("cubic.tif")},
}))
