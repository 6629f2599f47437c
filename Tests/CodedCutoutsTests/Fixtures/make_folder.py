"""Writes folder.json: one cutout in many kinds of files, with the values that a
folder of cutouts has for it: of a picture 0 to 255, of FITS files their own.

    python3 make_folder.py > folder.json    (needs Pillow and astropy)
"""

import base64
import gzip
import io
import json
import struct
import warnings
import zlib

import numpy as np
from astropy.io import fits
from PIL import Image

warnings.simplefilter("ignore")
SIDE = 8
Y, X = np.mgrid[:SIDE, :SIDE]
GREY = np.round(20 + 200 * np.exp(-((X - 3) ** 2 + (Y - 4) ** 2 / 3) / 4)).astype("u1")
COLOUR = np.dstack([GREY, GREY // 2, 255 - GREY])
found = []


def add(name, file, planes, picture=True):
    values = [None if np.isnan(v) else float(v) for p in planes for v in np.asarray(p, float).ravel()]
    found.append(dict(name=name, file=base64.b64encode(file).decode(), bands=len(planes),
                      picture=picture, values=values))


def saved(array, kind, mode=None, **options):
    image = array if isinstance(array, Image.Image) else Image.fromarray(array, mode)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def shown(file, bands):
    rgba = np.asarray(Image.open(io.BytesIO(file)).convert("RGBA")).astype(float)
    rgba[rgba[..., 3] == 0] = np.nan
    return [rgba[..., k] for k in range(bands)]


def deep(array):
    """A PNG of 16 bits."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in array.astype("u2") * 257)
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 16, 0 if array.ndim == 2 else 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


for name, array, kind in [("grey.png", GREY, "PNG"), ("grey.bmp", GREY, "BMP"),
                          ("grey.gif", GREY, "GIF"), ("grey.tiff", GREY, "TIFF"),
                          ("bits.png", GREY > 90, "PNG"), ("bits.tif", GREY > 90, "TIFF")]:
    file = saved(array, kind)
    add(name, file, shown(file, 1))
file = saved(Image.fromarray(COLOUR).quantize(16), "PNG")
add("palette.png", file, shown(file, 3))
file = saved(Image.fromarray(COLOUR), "JPEG", quality=95)
add("colour.JPG", file, shown(file, 3))
file = saved(np.dstack([COLOUR, np.where(X < 2, 0, 255).astype("u1")]), "PNG")
add("clear.png", file, shown(file, 3))
add("deep.png", deep(GREY), [GREY])
add("deep-colour.png", deep(COLOUR), [COLOUR[..., k] for k in range(3)])

REALS = GREY.astype("f4") / 4
TOP = REALS[::-1]


def content(*hdus):
    out = io.BytesIO()
    fits.HDUList(list(hdus)).writeto(out)
    return out.getvalue()


def packed(file):
    return gzip.compress(file, mtime=0)


plain = content(fits.PrimaryHDU(REALS))
add("plain.fits", plain, [TOP], False)
add("packed.fits.gz", packed(plain), [TOP], False)
add("packed.FTS.bz2", __import__("bz2").compress(plain), [TOP], False)
add("named-wrongly.fit", packed(plain), [TOP], False)
tiles = fits.CompImageHDU(np.round(GREY).astype("i4"), compression_type="RICE_1")
add("tiles.fits.fz", content(fits.PrimaryHDU(), tiles), [GREY[::-1]], False)
weights = np.ones((SIDE, SIDE), "f4")
add("weights.fits.gz", packed(content(fits.PrimaryHDU(REALS), fits.ImageHDU(weights))), [TOP], False)
add("science.fits.gz", packed(content(
    fits.PrimaryHDU(), fits.ImageHDU(REALS, name="SCI"), fits.ImageHDU(weights, name="ERR"))), [TOP],
    False)
add("axes.fits.gz", packed(content(fits.PrimaryHDU(REALS[None, None]))), [TOP], False)
add("bands.fits.gz", packed(content(fits.PrimaryHDU(np.stack([REALS, REALS * 2])))), [TOP, TOP * 2],
    False)
hole = fits.PrimaryHDU(np.where(X < 2, -32768, GREY).astype("i2"))
hole.header["BLANK"] = -32768
add("blank.fits.gz", packed(content(hole)), [np.where(X < 2, np.nan, GREY.astype(float))[::-1]], False)
add("bytes.fits.gz", packed(content(fits.PrimaryHDU(GREY))), [GREY[::-1]])
add("signed.fits.gz", packed(content(fits.PrimaryHDU((GREY.astype("i2") - 128).astype("i1")))),
    [GREY[::-1].astype(float) - 128], False)

print("[\n" + ",\n".join(json.dumps(entry) for entry in found) + "\n]")
