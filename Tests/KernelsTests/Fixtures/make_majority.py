"""Makes majority.json of KernelsTests with scipy.ndimage.

    python make_majority.py        (numpy, scipy; writes beside itself)

Maps of small numbers, 0 where there is no data, and what a majority filter
makes of them: 0 neither votes nor changes; among equals the smallest wins,
or the pixel's own label (then the smallest); borders are mirrored
("reflect").
"""

import json
from pathlib import Path

import numpy as np
from scipy.ndimage import generic_filter

HERE = Path(__file__).parent


def vote(keep_centre):
    def mode(values):
        values = values.astype(int)
        own = values[len(values) // 2]
        if own == 0:
            return 0
        counts = np.bincount(values, minlength=256)
        counts[0] = 0
        winner = int(counts.argmax())
        return own if keep_centre and counts[own] == counts[winner] else winner

    return mode


def case(rng, height, width, window, labels, missing):
    image = rng.integers(1, labels + 1, (height, width))
    image[rng.random((height, width)) < missing] = 0
    expected = {
        name: generic_filter(image, vote(keep), size=window, mode="reflect")
        for name, keep in (("smallest", False), ("centre", True))
    }
    return {
        "width": width,
        "height": height,
        "window": window,
        "labels": labels,
        "image": image.ravel().tolist(),
        **{name: value.ravel().tolist() for name, value in expected.items()},
    }


rng = np.random.default_rng(7)
cases = [
    case(rng, 20, 23, 7, 4, 0.1),
    case(rng, 9, 33, 7, 2, 0.0),
    case(rng, 8, 17, 3, 3, 0.3),
    case(rng, 12, 16, 5, 9, 0.7),
    case(rng, 9, 10, 15, 255, 0.05),
    case(rng, 5, 1, 3, 2, 0.0),
    case(rng, 1, 1, 1, 1, 0.0),
    case(rng, 6, 6, 1, 5, 0.2),
    case(rng, 5, 5, 3, 1, 1.0),
]
(HERE / "majority.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
