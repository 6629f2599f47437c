"""Makes learning.json of TestSupport from scikit-learn and NumPy.

    python make_learning.py        (numpy, scikit-learn; writes beside itself)

All values are cut to Float32 first, so that Swift sees the same numbers.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris, make_blobs
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import MinMaxScaler, StandardScaler

HERE = Path(__file__).parent


def cut(x):
    return np.asarray(x, np.float32).astype(np.float64)


def rows(x):
    return [[float(str(np.float32(v))) for v in row] for row in x.T]


def sets():
    rng = np.random.default_rng(1)
    yield "iris", 3, cut(load_iris().data)
    yield "blobs", 5, cut(make_blobs(200, 3, centers=5, cluster_std=0.6, random_state=4)[0])
    yield "overlapping", 4, cut(make_blobs(240, 2, centers=4, cluster_std=2.5, random_state=1)[0])
    stretched = rng.normal(size=(200, 2)) * [6, 0.5]
    stretched[100:, 1] += 4
    yield "stretched", 2, cut(stretched)
    mixed = rng.normal(size=(150, 5)) @ rng.normal(size=(5, 5)) + rng.normal(size=5) * 9
    yield "correlated", 3, cut(mixed)
    yield "one feature", 3, cut(rng.normal(size=(90, 1)) + 6 * rng.integers(0, 3, (90, 1)))
    yield "uniform", 7, cut(rng.random((130, 4)))


def scaling(x):
    standard = StandardScaler().fit(x)
    unit = MinMaxScaler().fit(x)
    low, high = np.percentile(x, [2, 98], axis=0, method="nearest")
    return {
        "z-score": standard.transform(x[:4]).T.tolist(),
        "min-max": unit.transform(x[:4]).T.tolist(),
        "robust": ((x[:4] - low) / (high - low)).T.tolist(),
    }


def components(x):
    pca = PCA().fit(x)
    shares = pca.explained_variance_ratio_
    return {
        "axes": pca.components_.tolist(),
        "shares": shares.tolist(),
        "singular": pca.singular_values_.tolist(),
        "codes": pca.transform(x[:4]).T.tolist(),
        "count90": int(np.searchsorted(np.cumsum(shares), 0.9) + 1),
    }


def mixture(x, k, kind):
    ridge = 1e-6 * x.var(axis=0).mean()
    fit = GaussianMixture(
        k, covariance_type=kind, reg_covar=ridge, n_init=10, tol=1e-6, max_iter=1000, random_state=0
    ).fit(x)
    return {"likelihood": fit.score(x), "bic": fit.bic(x)}


def case(name, k, x):
    means = KMeans(k, n_init=10, random_state=0).fit(x)
    return {
        "name": name,
        "k": k,
        "rows": rows(x),
        "scaling": scaling(x),
        "components": components(x),
        "inertia": means.inertia_,
        "labels": means.labels_.tolist(),
        "mixtures": {
            ours: mixture(x, k, theirs)
            for ours, theirs in (("full", "full"), ("tied", "tied"), ("diagonal", "diag"))
        },
    }


cases = [case(*one) for one in sets()]
(HERE / "learning.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
