"""Makes medoids.json of KernelsTests from data sets of scikit-learn.

    python make_medoids.py        (numpy, scikit-learn; writes beside itself)

k-medoids of four published tables: a KKZ start (the longest sample, then repeatedly the one that is
farthest from its nearest medoid), then medoids and labels in turn until no medoid changes. The
medoids and costs are also the golden numbers of the project's reference on exemplars; the script
checks that. Values are rounded as they stand in the file, digits of the last table are letters.
"""

import json
from pathlib import Path

import numpy as np
from sklearn import datasets

HERE = Path(__file__).parent
GOLDEN = {
    "iris": ([7, 78, 112], 98.131155),
    "wine": ([48, 125, 163], 511.315126),
    "breast cancer": ([79, 408], 2410.929801),
    "digits": ([117, 186, 360, 826, 983, 991, 1327, 1387, 1507, 1711], 3404.70549),
}


def medoids(x, k):
    d = np.sqrt(((x[:, None] - x[None]) ** 2).sum(-1))
    chosen = [int((x ** 2).sum(1).argmax())]
    while len(chosen) < k:
        chosen.append(int(d[:, chosen].min(1).argmax()))
    while True:
        labels = d[:, chosen].argmin(1)
        new = []
        for c in range(k):
            own = np.flatnonzero(labels == c)
            new.append(int(own[d[np.ix_(own, own)].sum(1).argmin()]))
        if new == chosen:
            return sorted(chosen), d[:, chosen].min(1).sum()
        chosen = new


def z(x):
    return (x - x.mean(0)) / x.std(0)


def case(name, x, k, rows):
    found, cost = medoids(x, k)
    assert found == GOLDEN[name][0], (name, found)
    assert abs(cost - GOLDEN[name][1]) < 1e-3 * GOLDEN[name][1], (name, cost)
    return {"name": name, "k": k, "rows": rows, "medoids": found, "cost": GOLDEN[name][1]}


def numbers(x):
    x = np.round(x, 4)
    return x, [" ".join(f"{v:.4g}" if abs(v) < 1 else f"{v:.4f}".rstrip("0").rstrip(".") for v in row)
               for row in x]


cases = []
for name, k, x in [
    ("iris", 3, datasets.load_iris().data),
    ("wine", 3, z(datasets.load_wine().data)),
    ("breast cancer", 2, z(datasets.load_breast_cancer().data)),
]:
    x, rows = numbers(x)
    cases.append(case(name, x, k, rows))
x = datasets.load_digits().data
rows = ["".join(chr(ord("a") + int(v)) for v in row) for row in x]
cases.append(case("digits", x / 16, 10, rows))
(HERE / "medoids.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
