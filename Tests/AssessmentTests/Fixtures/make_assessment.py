"""Writes assessment.json: random stratified samples with the accuracies and
areas that numpy gives for them.

Where strata are the classes of the map: Olofsson et al. 2014, eqs. 1-11 as
printed. Elsewhere: Stehman 2014, eqs. 3, 23-28 on indicator variables, without
the finite population correction.

    python3 make_assessment.py > assessment.json
"""

import json

import numpy as np


def olofsson(weights, counts):
    """counts [map][reference], strata = map classes."""
    w, n = np.array(weights), np.array(counts, float)
    rows = n.sum(1)
    p = w[:, None] * n / rows[:, None]
    user = np.diag(p) / p.sum(1)
    producer = np.diag(p) / p.sum(0)
    area = p.sum(0)
    v_overall = (w**2 * user * (1 - user) / (rows - 1)).sum()
    v_user = user * (1 - user) / (rows - 1)
    share = n / rows[:, None]
    v_area = (w[:, None] ** 2 * share * (1 - share) / (rows - 1)[:, None]).sum(0)
    v_producer = []
    for j in range(len(w)):
        others = [i for i in range(len(w)) if i != j]
        first = w[j] ** 2 * (1 - producer[j]) ** 2 * user[j] * (1 - user[j]) / (rows[j] - 1)
        second = producer[j] ** 2 * sum(
            w[i] ** 2 * share[i, j] * (1 - share[i, j]) / (rows[i] - 1) for i in others
        )
        v_producer.append((first + second) / area[j] ** 2)
    return {
        "overall": [float(np.trace(p)), float(np.sqrt(v_overall))],
        "users": [[float(a), float(np.sqrt(b))] for a, b in zip(user, v_user)],
        "producers": [[float(a), float(np.sqrt(b))] for a, b in zip(producer, v_producer)],
        "areas": [[float(a), float(np.sqrt(b))] for a, b in zip(area, v_area)],
    }


def stehman(weights, samples, classes):
    """samples: per stratum an array [n, 2] of map and reference class."""

    def mean(test):
        value = variance = 0
        for w, s in zip(weights, samples):
            y = test(s).astype(float)
            value += w * y.mean()
            variance += w**2 * y.var(ddof=1) / len(y)
        return [float(value), float(np.sqrt(variance))]

    def ratio(part, whole):
        y = [part(s).astype(float) for s in samples]
        x = [whole(s).astype(float) for s in samples]
        below = sum(w * b.mean() for w, b in zip(weights, x))
        if below == 0:
            return None
        value = sum(w * a.mean() for w, a in zip(weights, y)) / below
        variance = 0
        for w, a, b in zip(weights, y, x):
            c = np.cov(a, b, ddof=1)
            variance += w**2 * (c[0, 0] + value**2 * c[1, 1] - 2 * value * c[0, 1]) / len(a)
        return [float(value), float(np.sqrt(max(0, variance)) / below)]

    return {
        "overall": mean(lambda s: s[:, 0] == s[:, 1]),
        "users": [
            ratio(lambda s: (s[:, 0] == c) & (s[:, 1] == c), lambda s: s[:, 0] == c)
            for c in range(classes)
        ],
        "producers": [
            ratio(lambda s: (s[:, 0] == c) & (s[:, 1] == c), lambda s: s[:, 1] == c)
            for c in range(classes)
        ],
        "areas": [mean(lambda s: s[:, 1] == c) for c in range(classes)],
    }


def main():
    random = np.random.default_rng(2014)
    cases = []
    for index in range(12):
        classes = int(random.integers(2, 7))
        same = index % 2 == 0
        strata = classes if same else int(random.integers(1, 6))
        weights = random.dirichlet(np.ones(strata))
        counts = np.zeros((strata, classes, classes), int)
        samples = []
        for h in range(strata):
            n = int(random.integers(20, 200))
            table = random.dirichlet(np.ones(classes) * 0.4, size=classes)
            mapped = np.full(n, h) if same else random.integers(0, classes, n)
            truth = np.array(
                [m if random.random() < 0.7 else random.choice(classes, p=table[m]) for m in mapped]
            )
            for m, r in zip(mapped, truth):
                counts[h, m, r] += 1
            samples.append(np.stack([mapped, truth], 1))
        general = stehman(weights, samples, classes)
        if same:
            own = olofsson(weights, counts.sum(0))
            for key in general:
                assert np.allclose(
                    np.array(own[key], float), np.array(general[key], float), atol=1e-12
                ), key
        cases.append(
            {"weights": weights.tolist(), "counts": counts.tolist(), "classes": classes, **general}
        )
    print(json.dumps(cases))


main()
