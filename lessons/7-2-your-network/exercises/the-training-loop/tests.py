from types import SimpleNamespace

import numpy as np

from engine.batches import Batches
from engine.losses import loss

# A network that learns nothing and notes what it is given; its scores are all 0.
CALL = """
import numpy as np

class Noting:
    def __init__(self):
        self.calls, self.batches, self.slopes, self.rates = [], [], [], []

    def forward(self, X):
        self.calls.append("forward")
        self.batches.append(np.array(X))
        return np.zeros((len(Y), X.shape[1]))

    def backward(self, slope):
        self.calls.append("backward")
        self.slopes.append(np.array(slope))

    def step(self, alpha):
        self.calls.append("step")
        self.rates.append(alpha)

noting = Noting()
train(noting, X, Y, np.random.default_rng(0), epochs, size, alpha)

# The first feature of an example is its number: it tells who came when.
came = np.concatenate([[], *(batch[0] for batch in noting.batches)]).astype(int)
slopes = np.concatenate([Y[:, :0], *noting.slopes], axis=1)
labels = 1 / len(Y) - slopes
lowest_slope = slopes.min(initial=0)
updates, rate = len(noting.rates), np.mean(noting.rates or [0])
seen = np.bincount(came, minlength=X.shape[1])
pairs_kept = labels.shape[1] == len(came) and bool(np.allclose(labels, Y[:, came]))
one, two = np.split(came[: len(came) // epochs * 2], 2)
new_order = bool((one != two).any())
largest_batch = max([batch.shape[1] for batch in noting.batches], default=0)
calls_in_order = noting.calls == ["forward", "backward", "step"] * (len(noting.calls) // 3)
"""


def cases(random):
    shapes = (10, 3, 4, 3), (12, 2, 4, 2), (25, 3, 8, 4), (9, 4, 1, 2), (7, 2, 50, 3)
    for number, (m, K, size, epochs) in enumerate(shapes):
        X = np.stack([np.arange(m, dtype=float), random.normal(size=m)])
        Y = np.eye(K)[:, random.integers(0, K, m)]
        yield {
            "title": f"{m} examples, {size} at a time, {epochs} epochs",
            "shown": number == 0,
            "call": CALL,
            "inputs": {"X": X, "Y": Y, "epochs": epochs, "size": size, "alpha": 0.1},
        }


def expected(X, Y, epochs, size, alpha):
    in_order = SimpleNamespace(permutation=np.arange)
    batches = [X.shape[1] for X, _ in Batches(X, Y, size).epoch(in_order)]
    seen = np.full(X.shape[1], epochs)
    A, slope = np.full((len(Y), 1), 1 / len(Y)), np.empty((len(Y), 1))
    loss("categorical_crossentropy").fused_gradient(A, np.eye(len(Y))[:, :1], slope)
    return len(batches) * epochs, alpha, seen, slope.min(), True, True, max(batches), True
