"""The published polar unwrapping, written down anew from its description.

Origin: the brightest pixel; reference: the faintest (ties: nearest to the
middle (floor(H/2), floor(W/2)), then the first). Every pixel becomes 2 x 2; the
zero angle points from origin to reference; 125 steps of 0.05 rad; radii in steps
of a small pixel; mirrored about the middle column. Needs numpy and safetensors:
python make_polar.py
"""

import math

import numpy as np
from safetensors.numpy import save_file

N = 2
STEP = 0.05


def chosen(image, value):
    middle = (image.shape[0] // 2, image.shape[1] // 2)
    places = [tuple(p) for p in np.argwhere(image == value)]
    return min(places, key=lambda p: (p[0] - middle[0]) ** 2 + (p[1] - middle[1]) ** 2)


def unwrap(image, quirks):
    height, width = image.shape
    large = np.kron(image, np.ones((N, N), image.dtype))
    top, low = (
        tuple(v * N + N - 1 for v in chosen(image, value))
        for value in (image.max(), image.min())
    )
    zero = math.atan2(low[0] - top[0], low[1] - top[1])
    angles, radii = int(2 * math.pi / STEP), N * height // 2
    polar = np.zeros((angles, radii), image.dtype)
    for a in range(angles):
        for r in range(radii):
            y = int(r * math.sin(zero + STEP * a) + top[0])
            x = int(r * math.cos(zero + STEP * a) + top[1])
            inside = y < large.shape[0] and x < large.shape[1]
            if quirks:
                inside = inside and y >= -large.shape[0] and x >= -large.shape[1]
            else:
                inside = inside and y >= 0 and x >= 0
            if inside:
                polar[a, r] = large[y, x]
    mirrored = np.zeros((angles, 2 * radii), image.dtype)
    for r in range(radii):
        if r == 0:
            mirrored[:, 0 if quirks else radii] = polar[:, 0]
        else:
            mirrored[:, radii + r] = mirrored[:, radii - r] = polar[:, r]
    return mirrored


def main():
    tensors = {}
    random = np.random.default_rng(3)
    y, x = np.mgrid[:20, :20]
    galaxy = 40 * np.exp(-((x - 8) ** 2 / 30 + (y - 11) ** 2 / 12))
    images = {
        "galaxy": np.round(galaxy + random.uniform(0, 20, (20, 20))),
        # Ties: everything but three pixels is the same; the origin is far from the middle.
        "ties": np.zeros((12, 12)),
        "wide": np.round(random.uniform(0, 255, (10, 16))),
    }
    images["ties"][1, 2] = images["ties"][10, 10] = images["ties"][3, 8] = 9
    for name, image in images.items():
        image = image.astype(np.float32)
        tensors[name] = image
        tensors[name + ".published"] = unwrap(image, quirks=True)
        tensors[name + ".right"] = unwrap(image, quirks=False)
    save_file(tensors, "polar.safetensors")


if __name__ == "__main__":
    main()
