"""Makes the reference values of ClustererTests from scikit-learn.

    python make_clusterers.py        (numpy, scikit-learn; writes beside itself)
"""

import json
from pathlib import Path

import numpy as np
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.mixture import GaussianMixture

HERE = Path(__file__).parent
rng = np.random.default_rng(5)


def rounded(x):
    """Few digits, and the numbers that Swift sees."""
    x = np.round(np.asarray(x), 3).astype(np.float32)
    return x.astype(np.float64), [[round(float(v), 3) for v in row] for row in x.T]


def ward_case(name, x, counts):
    x, rows = rounded(x)
    tree = AgglomerativeClustering(
        n_clusters=counts[0], linkage="ward", compute_distances=True).fit(x)
    cuts = [
        {"k": k, "labels": AgglomerativeClustering(k, linkage="ward").fit_predict(x).tolist()}
        for k in counts
    ]
    heights = np.sort(tree.distances_)[::-1][:20]
    return {"name": name, "rows": rows, "cuts": cuts, "heights": heights.tolist()}


def blobs(count, features, k, spread=1.0):
    centres = rng.uniform(-10, 10, (k, features))
    return centres[np.arange(count) % k] + rng.normal(0, spread, (count, features))


def mixture_case(name, x, k):
    x, rows = rounded(x)
    fit = GaussianMixture(k, reg_covar=1e-9, n_init=5, tol=1e-9, max_iter=1000, random_state=0).fit(x)
    best = fit.predict_proba(x).max(1)
    bic = float(fit.bic(x))
    return {"name": name, "rows": rows, "k": k, "bic": bic, "icl": bic - 2 * float(np.log(best).sum())}


def k_means_case(name, x, k):
    x, rows = rounded(x)
    fit = KMeans(k, n_init=30, random_state=0, tol=0, max_iter=1000).fit(x)
    return {"name": name, "rows": rows, "k": k, "inertia": float(fit.inertia_)}


turn = np.sort(rng.uniform(0, 2 * np.pi, 240))
rings = np.c_[np.cos(turn), np.sin(turn)] * np.repeat([3.0, 9.0], 120)[:, None]
value = {
    "ward": [
        ward_case("blobs", blobs(400, 3, 6), [1, 2, 6, 25]),
        ward_case("noise", rng.normal(size=(1000, 2)), [2, 8, 40]),
        ward_case("one feature", rng.normal(size=(150, 1)), [2, 5]),
        ward_case("rings", rings + rng.normal(0, 0.2, rings.shape), [2, 7]),
        ward_case("two points", [[0, 1], [2, 5]], [1, 2]),
    ],
    "mixtures": [
        mixture_case("apart", blobs(300, 2, 3), 3),
        mixture_case("overlapping", blobs(600, 2, 2, spread=6.0), 2),
    ],
    "kMeans": [
        k_means_case("blobs", blobs(500, 3, 6), 6),
        k_means_case("one feature", blobs(200, 1, 4), 4),
    ],
}
(HERE / "clusterers.json").write_text(json.dumps(value, separators=(",", ":")) + "\n")
