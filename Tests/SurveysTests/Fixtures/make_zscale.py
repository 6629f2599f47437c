"""Writes zscale.json: limits of astropy's ZScaleInterval.

    python3 make_zscale.py > zscale.json
"""

import json
import sys

import numpy as np
from astropy.visualization import ZScaleInterval

rng = np.random.default_rng(3)
cases = {
    "noise": rng.normal(100, 5, 900),
    "noise and stars": np.concatenate([rng.normal(10, 1, 800), rng.exponential(500, 100)]),
    "a ramp": np.arange(700.0),
    "one value": np.full(50, 7.0),
    "three values": np.array([1.0, 2.0, 9.0]),
    "more than are sampled": rng.normal(0, 1, 4096),
}
out = []
for name, values in cases.items():
    values = np.round(values, 3).astype("f4")
    low, high = ZScaleInterval().get_limits(values)
    out.append({"name": name, "values": [float(v) for v in values], "low": float(low), "high": float(high)})
json.dump(out, sys.stdout)
print()
