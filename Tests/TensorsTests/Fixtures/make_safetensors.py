"""A safetensors file of every dtype that is read, written by the format's rules.

Run in this folder: python3 make_safetensors.py (numpy 2)
"""

import json
import pathlib
import struct

import numpy as np

HERE = pathlib.Path(__file__).parent


def safetensors():
    half = np.array([0.5, -2, 65504, 5.960464477539063e-08, np.inf], "<f2")
    tensors = [
        ("weights", "F32", [2, 3], np.array([1.5, -0.25, 3e38, 1e-40, 0, -7], "<f4").tobytes()),
        ("double", "F64", [2], np.array([1 / 3, 1e300], "<f8").tobytes()),
        ("half", "F16", [5], half.tobytes()),
        ("brain", "BF16", [3], struct.pack("<3H", 0x3F80, 0xC049, 0x0001)),
        ("long", "I64", [2], struct.pack("<2q", -5, 2**40)),
        ("int", "I32", [2], struct.pack("<2i", -(2**31), 77)),
        ("byte", "U8", [3], bytes([0, 7, 255])),
        ("truth", "BOOL", [2], bytes([0, 1])),
        ("scalar", "F32", [], struct.pack("<f", 42)),
        ("empty", "F32", [0, 4], b""),
        ("größe \"q\"\n", "F32", [1], struct.pack("<f", -1)),
    ]
    header, data = {"__metadata__": {"format": "pt", "note": "π/2 \\ \u0001"}}, b""
    for name, dtype, shape, raw in tensors:
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (HERE / "python.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


safetensors()
