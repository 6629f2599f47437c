"""Writes stacks.json and small stacks of images: NumPy, IDX (also .gz), MATLAB 5.

Run with NumPy and SciPy: python make_stacks.py
"""
import gzip
import json
import os
import struct

import numpy as np
import scipy.io

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(3)
expected = {}


def note(name, images, labels=None, byte=False):
    """`images` as (N, C, H, W)."""
    expected[name] = {
        "shape": list(images.shape),
        "values": [float(v) for v in images.astype("f4").ravel()],
        "labels": labels,
        "byte": byte,
    }


def path(name):
    return os.path.join(here, name)


grey = random.integers(0, 256, (5, 3, 4)).astype("u1")
colour = random.integers(0, 256, (4, 3, 5, 3)).astype("u1")
real = (random.normal(size=(3, 4, 2)) * 9).astype("f4")

np.save(path("grey.npy"), grey)
note("grey.npy", grey[:, None], byte=True)
np.save(path("colour.npy"), colour.astype(">i2"))
note("colour.npy", colour.transpose(0, 3, 1, 2))
np.save(path("real.npy"), real.astype("f8"))
note("real.npy", real[:, None])

with open(path("grey.idx"), "wb") as file:
    file.write(struct.pack(">BBBBIII", 0, 0, 8, 3, *grey.shape) + grey.tobytes())
note("grey.idx", grey[:, None], byte=True)
with gzip.GzipFile(path("real.idx.gz"), "wb", mtime=0) as file:
    file.write(struct.pack(">BBBBIII", 0, 0, 0x0D, 3, *real.shape) + real.astype(">f4").tobytes())
note("real.idx.gz", real[:, None])

# Rows of square images, columns first, with labels, packed.
square = random.normal(size=(6, 4, 4))
rows = square.transpose(0, 2, 1).reshape(6, 16)
labels = [3, 1, 2, 2, 1, 3]
scipy.io.savemat(
    path("rows.mat"), {"fea": rows, "gnd": np.array(labels, "u1")[:, None], "note": "text"},
    do_compression=True)
note("rows.mat", square[:, None], labels)
# (H, W, C, N), not packed; doubles that are stored as bytes.
scipy.io.savemat(
    path("colour.mat"), {"x": 1.0, "images": colour.transpose(1, 2, 3, 0)}, do_compression=False)
note("colour.mat", colour.transpose(0, 3, 1, 2), byte=True)
scipy.io.savemat(path("cube.mat"), {"cube": real.transpose(1, 2, 0)}, do_compression=True)
note("cube.mat", real[:, None])

with open(path("stacks.json"), "w") as file:
    json.dump(expected, file)
    file.write("\n")
