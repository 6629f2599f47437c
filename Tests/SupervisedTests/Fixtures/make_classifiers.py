"""Writes classifiers.json: densities by SciPy, logistic regression and a forest by scikit-learn.

Run with scikit-learn 1.9.1, SciPy 1.17.1 and NumPy: python make_classifiers.py
"""
import json
import os

import numpy as np
import sklearn
from scipy.stats import multivariate_normal
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

random = np.random.default_rng(5)
counts = [70, 30, 12, 2]
d = len(counts)
middle = random.normal(size=(4, d)) * 1.5
labels = np.repeat(np.arange(4), counts)
shape = random.normal(size=(4, d, d)) * 0.5 + np.eye(d)
draw = lambda labels: np.stack([middle[c] + shape[c] @ random.normal(size=d) for c in labels])
x = np.round(draw(labels), 4)
order = random.permutation(len(labels))
x, labels = x[order], labels[order]
truth = np.repeat(np.arange(4), 60)
test = np.round(draw(truth), 4)


def densities(shrinkage):
    """Covariances drawn towards the pooled one, which counts `shrinkage` average classes and d."""
    own = [np.cov(x[labels == c].T, bias=True) for c in range(4)]
    pool = sum(n * s for n, s in zip(counts, own)) / len(x)
    prior = shrinkage * len(x) / 4 + d
    drawn = [(n * s + prior * pool) / (n + prior) for n, s in zip(counts, own)]
    return np.stack([
        multivariate_normal(x[labels == c].mean(0), drawn[c]).logpdf(test[:40]) for c in range(4)
    ], 1)


def logistic():
    """Logits without the logarithms of the classes' shares, relative to the first class."""
    mean, deviation = x.mean(0), x.std(0)
    fit = LogisticRegression(C=1.0, tol=1e-10, max_iter=10_000).fit((x - mean) / deviation, labels)
    logits = fit.decision_function((test[:40] - mean) / deviation) - np.log(np.array(counts) / len(x))
    return logits - logits[:, :1]


def forest():
    return float(np.mean([
        (RandomForestClassifier(100, class_weight="balanced_subsample", random_state=seed)
         .fit(x, labels).predict(test) == truth).mean() for seed in range(10)]))


out = {
    "sklearn": sklearn.__version__,
    "rows": x.tolist(), "labels": labels.tolist(), "test": test.tolist(), "truth": truth.tolist(),
    "densities": {str(s): densities(s).round(6).tolist() for s in (0.05, 0.3, 5.0)},
    "logistic": logistic().round(6).tolist(),
    "forest": forest(),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "classifiers.json")
with open(path, "w") as file:
    json.dump(out, file)
    file.write("\n")
