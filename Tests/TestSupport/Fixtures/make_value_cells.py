"""Writes value-cells.json: one small raster for every row of the table of docs/values.md, with what it is as
labels and as an image of the sky.

    /usr/bin/python3 make_value_cells.py > value-cells.json      (in this folder; osgeo of GDAL 3.5 or newer, numpy)

What has data, GDAL's masks say (those of 64-bit and signed bytes by comparison, which GDAL 3.6 does without sign);
physical values are stored ones times scale plus offset. 0 is a class where the file declares what is none.
"""
import base64
import collections
import json
import os
import sys
import tempfile

import numpy as np
from osgeo import gdal

gdal.UseExceptions()
gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
TYPES = {"u1": gdal.GDT_Byte, "u2": gdal.GDT_UInt16, "i2": gdal.GDT_Int16, "u4": gdal.GDT_UInt32, "i4": gdal.GDT_Int32,
         "f4": gdal.GDT_Float32, "f8": gdal.GDT_Float64, "i8": gdal.GDT_Int64, "u8": gdal.GDT_UInt64}
HOLE = np.array([[0, 0, 1, 0], [1, 0, 0, 0]], bool)
STORED = [[0, 1, 2, 3], [200, 200, 7, 1]]
cells = []


def cell(row, what, values=STORED, dtype="u1", driver="GTiff", ending="tif", options=(), nodata=None, mask=None,
         alphas=(), scale=None, unit=None, palette=None, names=None, attributes=None, sky=True, signed=False):
    values = np.array(values, dtype=dtype)
    stored = values.view("u1") if signed else values
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cell." + ending)
        data = gdal.GetDriverByName(driver).Create(path, 4, 2, 1 + len(alphas), TYPES[stored.dtype.str[1:]],
                                                   list(options))
        band = data.GetRasterBand(1)
        for index, alpha in enumerate(alphas):
            data.GetRasterBand(2 + index).SetColorInterpretation(gdal.GCI_AlphaBand)
            data.GetRasterBand(2 + index).WriteArray(np.where(alpha, 0, 255).astype(stored.dtype))
        if nodata is not None:
            band.SetNoDataValue(nodata)
        if scale:
            band.SetScale(scale[0])
            band.SetOffset(scale[1])
        if unit:
            band.SetUnitType(unit)
        if palette is not None:
            table = gdal.ColorTable()
            for index, grey in enumerate(palette):
                table.SetColorEntry(index, (grey, grey, grey, 255))
            band.SetColorTable(table)
        if names:
            band.SetCategoryNames(names)
        for key, value in (attributes or {}).items():
            band.SetMetadataItem(key, value)
        band.WriteArray(stored)
        if mask is not None:
            data.CreateMaskBand(gdal.GMF_PER_DATASET)
            band.GetMaskBand().WriteArray(np.where(mask, 0, 255).astype("u1"))
        band = data = None
        beside = path + ".aux.xml"
        side = open(beside).read() if os.path.exists(beside) else None
        assert set(os.listdir(folder)) <= {"cell." + ending, "cell." + ending + ".aux.xml"}
        file = open(path, "rb").read()
        data = gdal.Open(path)
        read = data.GetRasterBand(1).ReadAsArray()
        read = read.view("i1") if signed else read
        np.testing.assert_array_equal(read, values)
        if nodata is not None:
            has = read != np.array(nodata, dtype=read.dtype)
        else:
            has = data.GetRasterBand(1).GetMaskBand().ReadAsArray() != 0
        data = None
    if read.dtype.kind == "f":
        has &= ~np.isnan(read)
    for alpha in alphas:
        has &= ~np.array(alpha)
    if attributes and "valid_range" in attributes:
        low, high = (float(v) for v in attributes["valid_range"].strip("{}").split(","))
        has &= (read >= low) & (read <= high)
    declares = nodata is not None or mask is not None or alphas or attributes
    codes = collections.Counter(int(v) for v in read[has] if v != 0 or declares)
    physical = np.array(palette, float)[read] if palette is not None else read.astype(float)
    if scale:
        physical = physical * scale[0] + scale[1]
    cells.append(dict(
        row=row, what=what, ending=ending, file=base64.b64encode(file).decode(), side=side, unit=unit,
        labels={str(code): n for code, n in sorted(codes.items())}, names={
            str(k): name for k, name in enumerate(names or []) if name},
        sky=[[float(v) if h else None for v, h in zip(*pair)] for pair in zip(physical, has)] if sky else None))


for dtype in TYPES:
    cell("type", dtype, dtype=dtype)
large = {"i8": [[2**53 + 1, -2**63, 2**63 - 1, 0], [5, 5, 5, -1]], "u8": [[2**64 - 1, 2**53 + 1, 0, 0], [5, 5, 5, 1]],
         "i4": [[-2**31, 2**31 - 1, 0, 1], [1, 1, 1, -1]], "i2": [[-32768, 32767, 0, 1], [1, 1, 1, -1]],
         "u4": [[2**32 - 1, 100001, 0, 1], [1, 1, 1, 1]]}
for dtype, values in large.items():
    cell("type", dtype + " to its ends", values, dtype, sky=dtype not in ("i8", "u8"))
cell("type", "f2", dtype="f4", options=("NBITS=16",))
cell("sign", "signed bytes", [[0, -1, -128, 127], [5, 5, 5, -1]], "i1", options=["PIXELTYPE=SIGNEDBYTE"], signed=True)
cell("scale and offset", "of bytes", scale=(0.5, -10))
cell("scale and offset", "of reals", dtype="f4", scale=(0.25, 100))
cell("unit", "nJy", dtype="f4", unit="nJy")
cell("nodata", "of bytes", nodata=7)
cell("nodata", "0", nodata=0)
cell("nodata", "of reals", dtype="f4", nodata=200)
cell("nodata", "NaN", [[0, 1, np.nan, 3], [2, 2, 7, np.nan]], "f4")
cell("mask", "of the file", mask=HOLE)
cell("mask", "of reals", dtype="f4", mask=HOLE)
cell("alpha", "one", alphas=[HOLE], options=["ALPHA=YES"])
cell("alpha", "two", alphas=[HOLE, ~HOLE & (np.array(STORED) == 3)], options=["ALPHA=NO"])
cell("palette", "reversed greys", palette=[255 - k for k in range(256)])
cell("names", "of values", names=["", "tuff", "lava", "ash"])
json.dump(cells, sys.stdout, indent=0)
print()
