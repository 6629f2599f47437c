"""Makes the reference values of ChoosingTests from scikit-learn and SciPy.

    python make_choosing.py        (numpy, scipy, scikit-learn; writes beside itself)
"""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.stats import norm
from sklearn.metrics import adjusted_rand_score

HERE = Path(__file__).parent
rng = np.random.default_rng(11)


def bic_case(name, x, labels):
    """The spherical mixture at the centroids, its likelihood point by point."""
    x = np.asarray(x, np.float32).astype(np.float64)
    labels = np.asarray(labels)
    n, d = x.shape
    groups = np.unique(labels)
    k = len(groups)
    centroids = {c: x[labels == c].mean(0) for c in groups}
    shares = {c: np.mean(labels == c) for c in groups}
    within = sum(((x[labels == c] - centroids[c]) ** 2).sum() for c in groups)
    expected = None
    if n > k and within > 0:
        deviation = np.sqrt(within / (d * (n - k)))
        likelihood = sum(
            np.log(shares[c]) + norm.logpdf(p, centroids[c], deviation).sum()
            for p, c in zip(x, labels)
        )
        expected = float((k + k * d) * np.log(n) - 2 * likelihood)
    return {
        "name": name,
        "rows": x.T.tolist(),
        "labels": labels.tolist(),
        "k": int(labels.max()) + 1,
        "bic": expected,
    }


def stability_case(name, labelings):
    values = [adjusted_rand_score(a, b) for a, b in combinations(labelings, 2)]
    return {
        "name": name,
        "labelings": [np.asarray(a).tolist() for a in labelings],
        "mean": float(np.mean(values)),
        "deviation": float(np.std(values)),
    }


blobs = rng.normal(size=(90, 3)) + 4 * np.repeat(np.arange(3), 30)[:, None]
truth = np.repeat(np.arange(3), 30)
value = {
    "bic": [
        bic_case("blobs", blobs, truth),
        bic_case("wrong labels", blobs, rng.integers(0, 5, 90)),
        bic_case("one cluster", blobs, np.zeros(90, int)),
        bic_case("one feature", blobs[:, :1], truth),
        bic_case("far from zero", blobs + 1e4, truth),
        bic_case("points", np.repeat(np.eye(3), 4, axis=0), np.repeat(np.arange(3), 4)),
        bic_case("as many as samples", blobs[:4], np.arange(4)),
    ],
    "stability": [
        stability_case("same", [truth, 2 - truth, truth]),
        stability_case("random", [rng.integers(0, 4, 200) for _ in range(4)]),
        stability_case(
            "near", [np.where(rng.random(90) < 0.1, 0, truth) for _ in range(5)]),
    ],
}
(HERE / "choosing.json").write_text(json.dumps(value, separators=(",", ":")) + "\n")
