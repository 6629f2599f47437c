"""Writes pictures.json: small pictures and GeoTIFFs with what their pixels stand
for, as Pillow reads them (PNG, GIF, BMP, palettes) or as they were made (GDAL).

    python3 make_pictures.py > pictures.json    (needs Pillow, GDAL and numpy)
"""

import base64
import io
import json
import os
import struct
import tempfile
import zlib

import numpy as np
from osgeo import gdal
from PIL import Image

gdal.UseExceptions()
HEIGHT, WIDTH = 5, 8
RAMP = (np.arange(HEIGHT * WIDTH).reshape(HEIGHT, WIDTH) * 6 + 3).astype("u1")
COLOUR = np.dstack([RAMP, RAMP // 2 + 9, 255 - RAMP])
found = []


def add(name, ending, file, values, white=None, deep=False, tolerance=0):
    """`values`: [plane][row from the top][column], NaN for none."""
    values = [[[None if np.isnan(v) else float(v) for v in row] for row in p] for p in values]
    found.append(dict(
        name=name, ending=ending, file=base64.b64encode(file).decode(), white=white, deep=deep,
        tolerance=tolerance, values=values))


def seen(file, scale=1.0, grey=False):
    """What Pillow shows; nothing where it is clear."""
    rgba = np.asarray(Image.open(io.BytesIO(file)).convert("RGBA")).astype(float)
    rgba[rgba[..., 3] == 0] = np.nan
    planes = [rgba[..., k] * scale for k in range(1 if grey else 3)]
    return planes


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(depth, kind, rows, more=b""):
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, kind, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", body)
            + chunk(b"IEND", b""))


def packed(values, depth):
    return [int("".join(format(v, f"0{depth}b") for v in row), 2).to_bytes(WIDTH * depth // 8, "big")
            for row in values]


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def tiff(bands, kind=None, options=(), change=None, nodata=None, mask=None):
    bands = np.asarray(bands)
    types = {"u1": gdal.GDT_Byte, "i2": gdal.GDT_Int16, "u2": gdal.GDT_UInt16,
             "f4": gdal.GDT_Float32, "f8": gdal.GDT_Float64, "i8": gdal.GDT_Int64,
             "u8": gdal.GDT_UInt64}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.tif")
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
        data = gdal.GetDriverByName("GTiff").Create(
            path, WIDTH, HEIGHT, len(bands), kind or types[bands.dtype.str[1:]],
            ["COMPRESS=DEFLATE", *options])
        if change:
            change(data)
        for index, band in enumerate(bands):
            if nodata is not None:
                data.GetRasterBand(index + 1).SetNoDataValue(nodata)
            data.GetRasterBand(index + 1).WriteArray(band)
        if mask is not None:
            data.CreateMaskBand(gdal.GMF_PER_DATASET)
            data.GetRasterBand(1).GetMaskBand().WriteArray(mask.astype("u1") * 255)
        data = None
        return open(path, "rb").read()


def alpha(*bands):
    def change(data):
        for band in bands:
            data.GetRasterBand(band).SetColorInterpretation(gdal.GCI_AlphaBand)
    return change


# Palettes. GDAL and Pillow bring the 16 bits of a TIFF's colours to 8 in ways
# that differ by one.
colours = Image.fromarray(COLOUR).quantize(12)
for name, kind in [("png", "PNG"), ("gif", "GIF"), ("bmp", "BMP"), ("tif", "TIFF")]:
    file = saved(colours, kind)
    add(f"palette {kind}", name, file, seen(file), 255, tolerance=int(kind == "TIFF"))
backwards = Image.fromarray(255 - RAMP)
backwards.putpalette([v for k in range(256) for v in (255 - k,) * 3])
for name, kind in [("png", "PNG"), ("gif", "GIF"), ("tif", "TIFF")]:
    file = saved(backwards, kind)
    add(f"reversed greys {kind}", name, file, seen(file, grey=True), 255,
        tolerance=int(kind == "TIFF"))
file = saved(colours, "GIF", transparency=3)
add("clear colour GIF", "gif", file, seen(file), 255)
table = b"".join(bytes([255 - 17 * k, 17 * k, 5]) for k in range(16))
file = png(4, 3, packed(RAMP >> 4, 4), chunk(b"PLTE", table) + chunk(b"tRNS", bytes([0, 128, 0])))
add("two clear colours PNG", "png", file, seen(file), 255)

# Depths.
for depth in (1, 2, 4):
    file = png(depth, 0, packed(RAMP >> 8 - depth, depth))
    most = 2**depth - 1
    add(f"{depth} bit PNG", "png", file, seen(file, most / 255, grey=True), most)
file = saved(Image.fromarray(RAMP > 99), "TIFF")
add("1 bit TIFF", "tif", file, seen(file, grey=True), 255)
add("4 bit TIFF", "tif", tiff([RAMP >> 4], options=["NBITS=4"]), [RAMP >> 4], 15)
deep = RAMP.astype("u2") * 257
add("16 bit PNG", "png", png(16, 0, [row.astype(">u2").tobytes() for row in deep]), [deep], 65535,
    True)
file = png(16, 2, [row.astype(">u2").tobytes() for row in COLOUR.astype("u2") * 257])
add("16 bit colours PNG", "png", file, np.moveaxis(COLOUR.astype("u2") * 257, 2, 0), 65535, True)
add("16 bit TIFF", "tif", tiff([deep]), [deep], 65535, True)
add("12 bit TIFF", "tif", tiff([deep >> 4], options=["NBITS=12"]), [deep >> 4], 4095, True)
for options, most in [([], 255), (["NBITS=1"], 1)]:
    stored = RAMP if most == 255 else RAMP >> 7
    add(f"white is 0, to {most}", "tif", tiff([stored], options=["PHOTOMETRIC=MINISWHITE", *options]),
        [255 - stored if most == 255 else (1 - stored) * 255], 255)

# Transparency.
hole = np.zeros((HEIGHT, WIDTH), bool)
hole[1:3, 2:6] = True
file = saved(Image.fromarray(RAMP), "PNG", transparency=int(RAMP[2, 2]))
add("clear grey PNG", "png", file, seen(file, grey=True), 255)
picture = COLOUR.copy()
picture[0, :3, 0] = picture[3, 3, 0]
file = saved(Image.fromarray(picture), "PNG", transparency=tuple(int(v) for v in picture[3, 3]))
add("clear colour PNG", "png", file, seen(file), 255)
for ending, kind in [("png", "PNG"), ("tif", "TIFF")]:
    file = saved(Image.fromarray(np.dstack([COLOUR, np.where(hole, 0, 200).astype("u1")])), kind)
    add(f"RGBA {kind}", ending, file, seen(file), 255)
    file = saved(Image.fromarray(np.dstack([RAMP, np.where(hole, 0, 255).astype("u1")]), "LA"), kind)
    add(f"LA {kind}", ending, file, seen(file, grey=True), 255)
clear = np.where(hole, 0, 255).astype("u1")
greys = np.where(hole, np.nan, RAMP)
add("alpha before grey", "tif", tiff([clear, RAMP], change=alpha(1), options=["ALPHA=NO"]), [greys], 255)
second = clear.copy()
second[4] = 0
both = np.where(hole | (second == 0), np.nan, RAMP)
add("two alphas", "tif", tiff([RAMP, clear, second], change=alpha(2, 3)), [both], 255)
shorts = RAMP.astype("u2")
add("alpha between bands", "tif", tiff([shorts, clear.astype("u2"), shorts * 2], change=alpha(2)),
    [greys, greys * 2], 65535, True)
add("mask band", "tif", tiff([RAMP], mask=~hole), [greys], 255)
add("mask band of reals", "tif", tiff([RAMP.astype("f4") / 7, RAMP.astype("f4")], mask=~hole),
    [np.where(hole, np.nan, RAMP.astype("f4") / np.float32(7)), greys])

# Fill values, scales, types.
for name, fill, stored in [("lowest", -3.4e38, np.finfo("f4").min), ("-0.1", -0.1, np.float32(-0.1))]:
    values = np.where(hole, stored, RAMP.astype("f4"))
    add(f"fill value {name}", "tif", tiff([values.astype("f4")], nodata=fill), [greys])
add("fill value of bytes", "tif", tiff([np.where(hole, 7, RAMP).astype("u1")], nodata=7), [greys], 255)


def scaled(data):
    data.GetRasterBand(1).SetScale(0.25)
    data.GetRasterBand(1).SetOffset(-10)


add("scale and offset", "tif", tiff([RAMP.astype("i2")], change=scaled), [RAMP * 0.25 - 10])
add("scaled bytes", "tif", tiff([RAMP], change=scaled), [RAMP * 0.25 - 10])
signed = RAMP.astype("i2") - 128
add("signed bytes", "tif", tiff([signed.astype("i1").view("u1")], options=["PIXELTYPE=SIGNEDBYTE"]),
    [signed])
add("64-bit reals", "tif", tiff([RAMP / 3.0]), [RAMP / 3.0])
add("64-bit numbers", "tif", tiff([RAMP.astype("i8") - 100]), [RAMP.astype("i8") - 100])
file = saved(Image.fromarray(COLOUR).convert("CMYK"), "TIFF")
add("CMYK TIFF", "tif", file, seen(file), 255, tolerance=1)

print("[\n" + ",\n".join(json.dumps(entry) for entry in found) + "\n]")
