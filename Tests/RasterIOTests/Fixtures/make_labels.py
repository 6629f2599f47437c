"""Makes labels/*.tif and labels.json: rasters of classes in every type, with what GDAL itself reads.

    python3 make_labels.py        (in this folder; osgeo of GDAL 3.5 or newer)

Of every file 'classes' says which whole numbers are classes and how many pixels they have: what is neither the
declared value of no data nor left out by the mask; 0 only where the file declares something (DESIGN.md: labels).
"""
import collections
import json
from pathlib import Path

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
folder = Path(__file__).parent / "labels"
srs = osr.SpatialReference()
srs.ImportFromEPSG(32754)
types = {"u1": gdal.GDT_Byte, "u2": gdal.GDT_UInt16, "i2": gdal.GDT_Int16, "u4": gdal.GDT_UInt32, "i4": gdal.GDT_Int32,
         "f4": gdal.GDT_Float32, "f8": gdal.GDT_Float64, "i8": gdal.GDT_Int64, "u8": gdal.GDT_UInt64}
out = {}


def write(name, dtype, values, nodata=None, mask=None, options=(), bands=1):
    values = np.array(values, dtype=dtype).reshape(2, -1)
    path = str(folder / (name + ".tif"))
    ds = gdal.GetDriverByName("GTiff").Create(path, values.shape[1], 2, bands, types[dtype],
                                              ["COMPRESS=DEFLATE", *options])
    ds.SetGeoTransform((500000, 30, 0, 6500000, 0, -30))
    ds.SetProjection(srs.ExportToWkt())
    band = ds.GetRasterBand(1)
    if nodata is not None:
        band.SetNoDataValue(nodata)
    band.WriteArray(values)
    if mask is not None:
        ds.CreateMaskBand(gdal.GMF_PER_DATASET)
        band.GetMaskBand().WriteArray(np.array(mask, dtype="u1").reshape(values.shape) * 255)
    ds = band = None
    ds = gdal.Open(path)
    band = ds.GetRasterBand(1)
    read = band.ReadAsArray().astype(dtype)
    if band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE") == "SIGNEDBYTE":
        read = read.view("i1")
    has = band.GetMaskBand().ReadAsArray() != 0
    if nodata is not None and (dtype in ("i8", "u8") or read.dtype == "i1"):  # GDAL 3.6 compares bytes without sign
        has &= read != np.array(nodata, dtype=read.dtype)
    if read.dtype.kind == "f":
        has &= ~np.isnan(read)
    declared = nodata is not None or mask is not None
    codes = [int(v) for v in read[has].ravel() if v != 0 or declared]
    counts = sorted(collections.Counter(codes).items())
    out[name] = {"codes": [str(code) for code, _ in counts], "pixels": [n for _, n in counts]}
    ds = None
    for extra in folder.glob("*.aux.xml"):
        extra.unlink()


gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
small = [0, 1, 2, 3, 3, 255, 254, 0]
write("byte", "u1", small)
write("byte-nodata0", "u1", small, nodata=0)
write("byte-nodata255", "u1", small, nodata=255)
write("byte-nodata-1", "u1", small, nodata=-1)
write("byte-mask", "u1", small, mask=[1, 1, 0, 1, 0, 1, 1, 0])
signed = np.array([0, -128, -1, 127, 5, 5, -1, 0], dtype="i1").view("u1")
write("signed-byte", "u1", signed, options=["PIXELTYPE=SIGNEDBYTE"])
write("signed-byte-nodata-1", "u1", signed, nodata=-1, options=["PIXELTYPE=SIGNEDBYTE"])
write("uint16", "u2", [0, 1, 65535, 65534, 40000, 40000, 0, 2], nodata=0)
write("int16-negative", "i2", [0, -1, -2, -32768, 32767, -1, 3, 3], nodata=0)
write("int16-nodata-1", "i2", [0, -1, 0, 1, 2, -1, 3, 3], nodata=-1)
write("uint32", "u4", [100001, 100002, 100003, 4294967295, 100001, 0, 65536, 65535])
write("int32", "i4", [51111, 62222, 73333, 84444, -2147483648, 2147483647, 0, 0], nodata=0)
write("int64", "i8", [2**53, 2**53 + 1, -2**63, 2**63 - 1, 0, 0, 1, -1], nodata=1)
write("uint64", "u8", [2**64 - 1, 2**64 - 2, 2**63, 2**53 + 1, 2**53, 0, 0, 1])
write("float32-whole", "f4", [1, 2, 3, 3, np.nan, 0, -4, 16777216], nodata=-9999)
write("float32-nan", "f4", [1, 2, 3, 3, np.nan, 0, 0, 2], nodata=float("nan"))
write("float64-whole", "f8", [2.0**53, 2.0**53 + 2, 1e15, -1e15, 0, 7, 7, 0])
write("float32-half", "f4", [0.5, 1, 1.5, 2, 0.5, 1, 1.5, 2], nodata=-9999)
write("float64-huge", "f8", [1, 2, 1e20, 4, 5, 6, 7, 8])
(folder.parent / "labels.json").write_text(json.dumps(out, indent=1) + "\n")
