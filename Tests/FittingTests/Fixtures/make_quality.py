"""Makes the reference values of FittingTests from scikit-learn and SciPy.

    python make_quality.py        (numpy, scipy, scikit-learn; writes beside itself)
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from sklearn import metrics
from sklearn.datasets import make_blobs

HERE = Path(__file__).parent


def write(name, value):
    (HERE / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


# Quality of clusterings ------------------------------------------------------


def quality_case(name, x, labels, k):
    """`x` is cut to Float32 first, so that Swift sees the same numbers."""
    x = np.asarray(x, np.float32).astype(np.float64)
    labels = np.asarray(labels)
    valid = (labels >= 0) & (labels < k)
    xs, ls = x[valid], labels[valid]
    inertia = sum(((xs[ls == c] - xs[ls == c].mean(0)) ** 2).sum() for c in np.unique(ls))
    comparable = 1 < len(np.unique(ls)) < len(ls)
    expected = {
        "inertia": float(inertia) if len(ls) else None,
        "daviesBouldin": metrics.davies_bouldin_score(xs, ls) if comparable else None,
        "calinskiHarabasz": float(metrics.calinski_harabasz_score(xs, ls)) if comparable else None,
        "silhouette": silhouette(xs, ls) if comparable else None,
    }
    return {
        "name": name,
        "rows": [[float(str(np.float32(v))) for v in row] for row in x.T],
        "labels": labels.tolist(),
        "k": int(k),
        "expected": expected,
    }


def silhouette(x, labels):
    """On distances that do not cancel: scikit-learn's own expand |a - b|^2."""
    return float(metrics.silhouette_score(cdist(x, x), labels, metric="precomputed"))


def quality_cases():
    rng = np.random.default_rng(7)
    blobs, of_blobs = make_blobs(160, 3, centers=4, cluster_std=1.5, random_state=1)
    sizes = [120, 25, 3, 1]
    uneven = np.concatenate([rng.normal(4 * i, 1, (n, 2)) for i, n in enumerate(sizes)])
    of_uneven = np.repeat(np.arange(4), sizes)
    noisy = np.concatenate([blobs, rng.uniform(-12, 12, (40, 3))])
    nearest = lambda a: ((a[:, None] - blobs[:4]) ** 2).sum(2).argmin(1)
    wide = rng.normal(0, 1, (90, 24)) + np.repeat(np.eye(3, 24) * 6, 30, axis=0)
    pairs = np.repeat(rng.normal(0, 3, (5, 2)), 6, axis=0)
    return [
        quality_case("blobs", blobs, of_blobs, 4),
        quality_case("far from the origin", blobs + 10_000, of_blobs, 4),
        quality_case("imbalanced, one of a single sample", uneven, of_uneven, 4),
        quality_case("noise without label", noisy, list(of_blobs) + [-1] * 40, 4),
        quality_case("noise with labels", noisy, nearest(noisy), 4),
        quality_case("many features", wide, np.repeat([0, 1, 2], 30), 3),
        quality_case("labels by chance", blobs, rng.integers(0, 5, 160), 5),
        quality_case("empty clusters", blobs, of_blobs * 2 + 1, 9),
        quality_case("groups of equal samples", pairs, np.repeat(np.arange(5), 6), 5),
        quality_case("all samples equal", np.ones((12, 2)), np.arange(12) % 3, 3),
        quality_case("one cluster", blobs[:20], np.zeros(20, int), 1),
        quality_case("as many clusters as samples", blobs[:9], np.arange(9), 9),
        quality_case("one sample", blobs[:1], [0], 3),
        quality_case("no label valid", blobs[:5], [-1] * 5, 3),
    ]


# Agreement of labelings ------------------------------------------------------


def agreement_case(name, units, classes):
    """0 is no data on both sides."""
    units, classes = np.asarray(units), np.asarray(classes)
    inside = (units > 0) & (classes > 0)
    u, c = units[inside], classes[inside]
    rows, columns = np.unique(u), np.unique(c)
    table = np.array([[np.sum((u == i) & (c == j)) for j in columns] for i in rows])
    chosen = [(i, j) for i, j in zip(*linear_sum_assignment(-table)) if table[i, j] > 0]
    hits = sum(int(table[i, j]) for i, j in chosen)
    matched = {int(rows[i]): int(columns[j]) for i, j in chosen}
    relabelled = np.array([matched.get(v, 1000 + v) for v in u])
    p, r, f, _ = metrics.precision_recall_fscore_support(
        c, relabelled, labels=columns, zero_division=np.nan
    )
    kappa = metrics.cohen_kappa_score(c, relabelled) if len(set(c) | set(relabelled)) > 1 else None
    homogeneity, completeness, _ = metrics.homogeneity_completeness_v_measure(c, u)
    number = lambda v: None if v is None or np.isnan(v) else float(v)
    return {
        "name": name,
        "units": units.tolist(),
        "classes": classes.tolist(),
        "expected": {
            "mapped": int(inside.sum()),
            "unmapped": int(((units == 0) & (classes > 0)).sum()),
            "accuracy": hits / len(u),
            "accuracyOfAll": hits / int((classes > 0).sum()),
            "purity": float(table.max(1).sum() / len(u)),
            "kappa": number(kappa),
            "nmi": float(metrics.normalized_mutual_info_score(c, u)),
            "ari": float(metrics.adjusted_rand_score(c, u)),
            "homogeneity": float(homogeneity),
            "completeness": float(completeness),
        },
        "perClass": [
            [int(columns[j]), number(p[j]), number(r[j]), number(f[j])]
            for j in range(len(columns))
            if int(columns[j]) in matched.values()
        ],
    }


def agreement_cases():
    rng = np.random.default_rng(11)
    truth = np.repeat([1, 2, 3, 5], [90, 60, 30, 20])

    def disturbed(mapping, share, values):
        units = np.array([mapping[v] for v in truth])
        hit = rng.uniform(size=len(units)) < share
        return np.where(hit, rng.choice(values, len(units)), units)

    permuted = {1: 4, 2: 1, 3: 2, 5: 3}
    holes = disturbed(permuted, 0.2, [1, 2, 3, 4])
    holes[rng.uniform(size=len(holes)) < 0.15] = 0
    part = np.where(rng.uniform(size=len(truth)) < 0.3, 0, truth)
    return [
        agreement_case("permuted", [permuted[v] for v in truth], truth),
        agreement_case("a tenth wrong", disturbed(permuted, 0.1, [1, 2, 3, 4]), truth),
        agreement_case("half wrong", disturbed(permuted, 0.5, [1, 2, 3, 4]), truth),
        agreement_case("more units", disturbed(permuted, 0.4, [1, 2, 3, 4, 7, 9]), truth),
        agreement_case("fewer units", disturbed({1: 1, 2: 2, 3: 2, 5: 1}, 0.1, [1, 2]), truth),
        agreement_case("by chance", rng.integers(1, 6, len(truth)), truth),
        agreement_case("unmapped pixels", holes, truth),
        agreement_case("part of a reference", disturbed(permuted, 0.3, [1, 2, 3, 4]), part),
        agreement_case("one unit", np.ones(200, int), truth),
        agreement_case("one class", rng.integers(1, 4, 50), np.ones(50, int)),
        agreement_case("one of each", [3] * 5, [2] * 5),
        agreement_case("all apart", np.arange(1, 21), np.repeat([1, 2], 10)),
    ]


def assignment_cases():
    rng = np.random.default_rng(3)
    shapes = [(1, 1), (3, 3), (5, 5), (4, 7), (7, 4), (1, 6), (6, 1), (12, 12), (20, 13), (40, 40)]
    cases = []
    for top in (3, 1000):
        for shape in shapes:
            table = rng.integers(0, top, shape)
            rows, columns = linear_sum_assignment(-table)
            cases.append({"table": table.tolist(), "best": int(table[rows, columns].sum())})
    return cases


# A safetensors file by the format's text, without its library ----------------


write("quality.json", quality_cases())
write("agreement.json", agreement_cases())
write("assignment.json", assignment_cases())
