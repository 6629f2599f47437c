"""Writes consensus.json: a tempered mixture of multinomials over three labelings.

Run with NumPy: python make_consensus.py
The mixture is Topchy, Jain and Punch (SDM 2004) with log likelihoods times
temperature / members; pseudo-counts 0.001 n/k share(label) + 0.01.
"""
import json
import os

import numpy as np

random = np.random.default_rng(3)
n, k, temperature = 400, 3, 2.0
truth = random.integers(0, k, n)
members = []
for labels, wrong in ((3, .1), (4, .2), (6, .3)):
    own = (truth * 2 + random.integers(0, 2, n)) % labels if labels == 6 else truth.copy()
    off = random.random(n) < wrong
    own[off] = random.integers(0, labels, off.sum())
    members.append(own)
start = members[0] % k
shares = np.eye(k)[start]
weight = temperature / len(members)
for _ in range(2000):
    prior = np.log(np.maximum(shares.sum(0), 1e-9) / n)
    tables = []
    for own in members:
        one = np.eye(own.max() + 1)[own]
        counts = shares.T @ one + .001 * (n / k) * one.mean(0) + .01
        tables.append(np.log(counts / counts.sum(1, keepdims=True)))
    logits = prior + weight * sum(t[:, own].T for t, own in zip(tables, members))
    most = logits.max(1, keepdims=True)
    shares = np.exp(logits - most)
    shares /= shares.sum(1, keepdims=True)
out = {
    "temperature": temperature, "clusters": k, "start": start.tolist(),
    "members": [own.tolist() for own in members],
    "counts": [int(own.max() + 1) for own in members],
    "prior": prior.round(7).tolist(),
    "logits": logits[:50].round(6).tolist(),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "consensus.json")
with open(path, "w") as file:
    json.dump(out, file)
    file.write("\n")
