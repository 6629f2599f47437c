#!/usr/bin/env python3
"""Writes spectra.json: bands of Gaussians and matched filters by NumPy.

  pip install numpy scipy && python3 make_spectra.py
"""

import json
import pathlib

import numpy
from scipy.interpolate import interp1d

HERE = pathlib.Path(__file__).parent


def convolved(waves, values, centre, width):
    """A fine sum of a Gaussian that is cut off 1.5 widths from its centre."""
    x = numpy.linspace(centre - 1.5 * width, centre + 1.5 * width, 20001)
    w = numpy.exp(-4 * numpy.log(2) * ((x - centre) / width) ** 2)
    y = interp1d(waves, values)(x)
    return float((w * y).sum() / w.sum())


def main():
    rng = numpy.random.default_rng(3)
    waves = numpy.round(numpy.linspace(0.35, 2.5, 431), 6)
    values = 0.3 + 0.1 * numpy.sin(6 * waves) - 0.15 * numpy.exp(-((waves - 2.2) / 0.03) ** 2)
    bands = [(0.482, 0.06), (0.865, 0.028), (1.6085, 0.085), (2.2005, 0.187), (2.2, 0.01)]
    ground = rng.multivariate_normal([0.2, 0.3, 0.4], [[4e-3, 2e-3, 1e-3], [2e-3, 5e-3, 2e-3],
                                                       [1e-3, 2e-3, 6e-3]], 400)
    ground = ground.astype(numpy.float32).astype(float)
    target = numpy.array([0.5, 0.2, 0.3])
    mean, covariance = ground.mean(0), numpy.cov(ground.T)
    covariance += 1e-6 * numpy.trace(covariance) / 3 * numpy.eye(3)
    d = target - mean
    weights = numpy.linalg.solve(covariance, d)
    scores = (ground[:20] - mean) @ weights / (d @ weights)
    (HERE / "spectra.json").write_text(json.dumps({
        "waves": waves.tolist(), "values": values.tolist(),
        "bands": [{"centre": c, "width": w, "value": convolved(waves, values, c, w)} for c, w in bands],
        "ground": ground.tolist(), "target": target.tolist(), "scores": scores.tolist()}))


if __name__ == "__main__":
    main()
