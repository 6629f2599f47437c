"""Writes softmax.json: LogisticRegression of scikit-learn on small data.

Run with scikit-learn 1.9.1 and NumPy: python make_softmax.py
"""
import json
import os

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

random = np.random.default_rng(11)
middle = random.normal(size=(4, 5)) * 1.2
labels = random.integers(0, 4, 240)
x = np.round(middle[labels] + random.normal(size=(240, 5)), 4).astype("f4")
fit = LogisticRegression(C=1.0, tol=1e-10, max_iter=10_000).fit(x, labels)
out = {
    "sklearn": sklearn.__version__,
    "rows": [[float(f"{v:.4f}") for v in row] for row in x],
    "labels": labels.tolist(),
    "probabilities": fit.predict_proba(x[:40]).round(8).tolist(),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "softmax.json")
with open(path, "w") as file:
    json.dump(out, file)
    file.write("\n")
