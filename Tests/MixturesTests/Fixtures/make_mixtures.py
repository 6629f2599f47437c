#!/usr/bin/env python3
"""Writes mixtures.json: pixels, endmembers, and their shares by other programs.

  pip install numpy scipy pysptools cvxopt && python3 make_mixtures.py

Non-negative shares are those of scipy.optimize.nnls; shares that sum to 1 are those of SciPy's SLSQP
started from nnls with a heavily weighted row of ones, polished on their active set in closed form,
and are compared with pysptools.abundance_maps.FCLS (by cvxopt) while the file is written. Corners are
those of pysptools.eea.NFINDR on pixels of which some are pure.
"""

import json
import pathlib

import numpy
from scipy.optimize import minimize, nnls


def fcls(m, x):
    """min |m a - x|, a >= 0, sum a = 1."""
    weight = 1e3 * numpy.abs(m).max()
    start = nnls(numpy.vstack([m, weight * numpy.ones(m.shape[1])]), numpy.append(x, weight))[0]
    found = minimize(
        lambda a: 0.5 * numpy.sum((m @ a - x) ** 2), start / start.sum(),
        jac=lambda a: m.T @ (m @ a - x), method="SLSQP", bounds=[(0, None)] * m.shape[1],
        constraints={"type": "eq", "fun": lambda a: a.sum() - 1, "jac": numpy.ones_like},
        options={"ftol": 1e-15, "maxiter": 1000}).x
    active = start > 1e-9
    gram = m[:, active].T @ m[:, active]
    size = gram.shape[0]
    system = numpy.block([[gram, numpy.ones((size, 1))], [numpy.ones((1, size)), numpy.zeros((1, 1))]])
    exact = numpy.linalg.solve(system, numpy.append(m[:, active].T @ x, 1))[:size]
    out = numpy.zeros(m.shape[1])
    out[active] = exact
    assert out.min() >= -1e-12 and numpy.abs(out - found).max() < 1e-4, (out, found)
    return out


def main():
    rng = numpy.random.default_rng(14)
    cases = []
    for bands, count in [(4, 3), (6, 4), (12, 5), (60, 8), (60, 20), (3, 4)]:
        m = rng.uniform(0.02, 0.7, (bands, count)).astype(numpy.float32).astype(float)
        pixels = []
        for kind in range(12):
            shares = rng.dirichlet(numpy.full(count, [0.3, 1, 3][kind % 3]))
            x = m @ shares * [1, 1, 0.6, 1.4][kind % 4] + rng.normal(0, [0, 0.02, 0.2][kind // 4], bands)
            pixels.append(x.astype(numpy.float32).astype(float))
        case = {
            "endmembers": m.T.tolist(), "pixels": [p.tolist() for p in pixels],
            "sumToOne": [fcls(m, p).tolist() for p in pixels],
        }
        if bands >= count:
            case["nonNegative"] = [nnls(m, p)[0].tolist() for p in pixels]
            compare(m, pixels, case["sumToOne"])
        cases.append(case)
    # A dark endmember, which has no length.
    m = numpy.vstack([rng.uniform(0.1, 0.6, (2, 5)), numpy.zeros(5)]).T
    pixels = [m @ rng.dirichlet([1, 1, 1]) + rng.normal(0, 0.01, 5) for _ in range(8)]
    cases.append({"endmembers": m.T.tolist(), "pixels": [p.tolist() for p in pixels],
                  "sumToOne": [fcls(m, p).tolist() for p in pixels]})
    path = pathlib.Path(__file__).with_name("mixtures.json")
    path.write_text(json.dumps({"cases": cases, "corners": corners(rng)}))


def compare(m, pixels, shares):
    from pysptools.abundance_maps.amaps import FCLS
    theirs = FCLS(numpy.array(pixels), m.T)
    difference = numpy.abs(theirs - numpy.array(shares)).max()
    print(m.shape, "largest difference from pysptools' FCLS:", difference)
    assert difference < 2e-3


def corners(rng):
    """Points of a plane of 3 coordinates, of which 4 are pure."""
    import types

    import scipy.linalg
    from pysptools.eea.nfindr import NFINDR
    # What PySptools asks of SciPy went with SciPy 1.14.
    scipy.linalg._flinalg = types.SimpleNamespace(sdet_c=lambda m: (numpy.linalg.det(m), 0))
    vertices = numpy.array([[0, 0, 0], [4, 0.3, 0.1], [0.2, 3, 0.5], [0.4, 0.1, 5]])
    shares = rng.dirichlet(numpy.ones(4), 300)
    pure = [17, 80, 161, 255]
    shares[pure] = numpy.eye(4)
    points = (shares @ vertices).astype(numpy.float32).astype(float)
    _, _, found, _ = NFINDR(points, 4)
    picked = sorted(int(i) for i in numpy.ravel(found))
    assert picked == pure, picked
    # Without pure pixels: the simplex of greatest volume, by looking at what no exchange improves.
    mixed = numpy.delete(points, pure, axis=0).astype(numpy.float32).astype(float)
    best = max((swap(mixed, rng) for _ in range(40)), key=lambda pair: pair[0])
    return {"points": points.tolist(), "pure": pure, "mixed": mixed.tolist(),
            "largest": sorted(int(i) for i in best[1]), "volume": best[0]}


def volume(points, picked):
    return abs(numpy.linalg.det(numpy.hstack([numpy.ones((4, 1)), points[picked]])))


def swap(points, rng):
    picked = list(rng.choice(len(points), 4, replace=False))
    while True:
        before = volume(points, picked)
        for k in range(4):
            sizes = [volume(points, picked[:k] + [i] + picked[k + 1:]) for i in range(len(points))]
            picked[k] = int(numpy.argmax(sizes))
        if volume(points, picked) <= before * (1 + 1e-9):
            return volume(points, picked), picked


if __name__ == "__main__":
    main()
