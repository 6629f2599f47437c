"""Makes the reference values of StudentMixtureTests: EM for mixtures of multivariate Student t
(Peel and McLachlan, Statistics and Computing 10, 2000) in plain NumPy, many starts, the most
likely kept; densities from SciPy.

    python make_t_mixture.py        (numpy, scipy; writes beside itself)
"""

import json
from pathlib import Path

import numpy as np
from scipy.special import gammaln, logsumexp
from scipy.stats import multivariate_t

HERE = Path(__file__).parent
rng = np.random.default_rng(11)


def rounded(x):
    x = np.round(np.asarray(x), 3).astype(np.float32).astype(np.float64)
    return x, [[round(float(v), 3) for v in row] for row in x.T]


def log_densities(x, df, mean, scale):
    d = x.shape[1]
    out, squares = [], []
    for m, s in zip(mean, scale):
        factor = np.linalg.cholesky(s)
        square = (np.linalg.solve(factor, (x - m).T) ** 2).sum(0)
        peak = (gammaln((df + d) / 2) - gammaln(df / 2) - d / 2 * np.log(df * np.pi)
                - np.log(np.diag(factor)).sum())
        squares.append(square)
        out.append(peak - (df + d) / 2 * np.log1p(square / df))
    return np.array(out), np.array(squares)


def maximise(x, labels, k, df, shape, shrinkage):
    n, d = x.shape
    share = np.eye(k)[labels].T
    weight = np.ones_like(share)
    before = -np.inf
    for _ in range(5000):
        counts = share.sum(1) + 1e-12
        both = share * weight
        mean = both @ x / (both.sum(1) + 1e-12)[:, None]
        sums = np.array([(x - m).T @ ((x - m) * w[:, None]) for m, w in zip(mean, both)])
        pool = sums.sum(0) / n
        a = shrinkage * n / k
        scale = (sums + a * pool) / (counts + a)[:, None, None]
        if shape == "tied":
            scale = np.array([pool] * k)
        if shape == "diagonal":
            scale = np.array([np.diag(np.diag(s)) for s in scale])
        scale = scale + 1e-9 * np.eye(d)
        logs, squares = log_densities(x, df, mean, scale)
        logs = logs + np.log(counts / n)[:, None]
        evidence = logsumexp(logs, axis=0)
        share = np.exp(logs - evidence)
        weight = (df + d) / (df + squares)
        if evidence.mean() - before < 1e-10:
            break
        before = evidence.mean()
    return evidence.mean(), logs.argmax(0), mean, scale


def case(name, x, k, df, shape, shrinkage=0.0):
    x, rows = rounded(x)
    best = None
    for start in range(12):
        centres = x[rng.choice(len(x), k, replace=False)]
        labels = ((x[:, None] - centres) ** 2).sum(2).argmin(1)
        fit = maximise(x, labels, k, df, shape, shrinkage)
        if best is None or fit[0] > best[0]:
            best = fit
    likelihood, labels, mean, scale = best
    for m, s in zip(mean, scale):
        ours = log_densities(x, df, [m], [s])[0][0]
        assert np.allclose(ours, multivariate_t(m, s, df).logpdf(x), rtol=1e-9)
    return {"name": f"{name}, {shape}, {df:g}", "rows": rows, "k": k, "degrees": df, "shape": shape,
            "shrinkage": shrinkage, "likelihood": float(likelihood), "labels": labels.tolist(),
            "means": sorted(mean.tolist())}


def tailed(counts, means, df, spread=1.0):
    parts = []
    for count, mean in zip(counts, means):
        turn = rng.normal(size=(len(mean), len(mean)))
        scale = spread * (np.eye(len(mean)) + 0.3 * turn @ turn.T)
        parts.append(multivariate_t(mean, scale, df).rvs(count, random_state=rng))
    return np.concatenate(parts)


def density_case(d, df):
    turn = rng.normal(size=(d, d))
    scale = np.eye(d) + turn @ turn.T
    mean = rng.normal(size=d)
    points = mean + rng.normal(size=(9, d)) * np.array([0, 1e-3, 0.1, 1, 3, 10, 1e2, 1e4, 1e6])[:, None]
    points, rows = rounded(points)
    inverse = np.linalg.inv(np.linalg.cholesky(scale))
    return {"degrees": df, "rows": rows, "mean": mean.tolist(), "inverse": inverse.ravel().tolist(),
            "logDeterminant": float(np.linalg.slogdet(scale)[1]),
            "logs": multivariate_t(mean, scale, df).logpdf(points).tolist()}


three = tailed([150, 100, 60], [[0, 0], [9, 2], [2, 10]], 3)
four = tailed([90, 90, 90, 50], [[0, 0, 0, 0], [8, 0, 3, 0], [0, 9, 0, 4], [5, 5, -8, 0]], 4)
dirty = np.concatenate([rng.normal(0, 1, (150, 2)), rng.normal([7, 7], 0.7, (150, 2)),
                        rng.uniform(-60, 60, (12, 2))])
value = {
    "mixtures": [case("three", three, 3, df, shape) for shape in ["full", "tied", "diagonal"]
                 for df in ([1.0, 5.0] if shape == "full" else [5.0])]
    + [case("four", four, 4, 5.0, shape, 0.05) for shape in ["full", "tied", "diagonal"]]
    + [case("dirty", dirty, 2, 5.0, "full")],
    "densities": [density_case(d, df) for d, df in [(1, 1.0), (2, 5.0), (6, 5.0), (12, 30.0), (4, 1e6)]],
}
(HERE / "t-mixture.json").write_text(json.dumps(value, separators=(",", ":")) + "\n")
