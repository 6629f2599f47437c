"""Writes voting.json: Ward and BIRCH of scikit-learn on small data.

Run with scikit-learn 1.9.1 and NumPy: python make_voting.py
"""
import json
import os

import numpy as np
import sklearn
from sklearn.cluster import AgglomerativeClustering, Birch


def blobs(seed, samples, features, centres, spread):
    random = np.random.default_rng(seed)
    middle = random.normal(size=(centres, features)) * 3
    x = middle[random.integers(0, centres, samples)]
    x = x + random.normal(size=(samples, features)) * spread
    return x.astype("f4")


def columns(x):
    return [[round(float(v), 7) for v in row] for row in x.T]


def settled(x):
    """What JSON holds is what scikit-learn sees."""
    return np.array(columns(x), dtype="f4").T.astype("f8")


ward = []
for name, x in [
    ("blobs", blobs(1, 240, 5, 6, 0.8)),
    ("one cloud", blobs(2, 300, 3, 1, 1.0)),
    ("a line", np.cumsum(np.random.default_rng(3).exponential(size=(150, 1)), 0).astype("f4")),
    ("far from zero", blobs(4, 200, 4, 4, 0.5) + np.float32(1000)),
]:
    y = settled(x)
    model = AgglomerativeClustering(n_clusters=2, linkage="ward", compute_distances=True).fit(y)
    cuts = [
        {"k": k, "labels": AgglomerativeClustering(n_clusters=k).fit_predict(y).tolist()}
        for k in (2, 5, 20)
    ]
    ward.append({"name": name, "rows": columns(x), "heights": model.distances_.tolist(), "cuts": cuts})

birch = []
for name, x, threshold, branching, k in [
    ("wide leaves", blobs(5, 400, 4, 5, 0.5), 0.8, 50, 5),
    ("narrow nodes", blobs(6, 500, 3, 8, 0.6), 0.5, 4, 8),
    ("every sample", blobs(7, 200, 6, 4, 1.0), 1e-3, 7, 4),
]:
    y = settled(x)
    model = Birch(threshold=threshold, branching_factor=branching, n_clusters=k).fit(y)
    birch.append({
        "name": name, "rows": columns(x), "threshold": threshold, "branching": branching, "k": k,
        "subclusters": len(model.subcluster_centers_), "labels": model.labels_.tolist(),
        "centroids": model.subcluster_centers_.tolist(),
    })

place = os.path.join(os.path.dirname(os.path.abspath(__file__)), "voting.json")
with open(place, "w") as file:
    json.dump({"sklearn": sklearn.__version__, "ward": ward, "birch": birch}, file)
print(place, [b["subclusters"] for b in birch])
