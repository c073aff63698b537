"""The tables are there, but you still divide by three, the number of features. There is one
example.
"""

import numpy as np


def step(x, y, W1, b1, W2, b2, alpha):
    m = x.shape[0]
    a1 = np.tanh(W1 @ x + b1)
    e = np.exp(W2 @ a1 + b2)
    dz2 = e / e.sum() - y
    dz1 = (W2.T @ dz2) * (1 - a1**2)
    W1, b1 = W1 - alpha * np.outer(dz1, x) / m, b1 - alpha * dz1 / m
    return W1, b1, W2 - alpha * np.outer(dz2, a1) / m, b2 - alpha * dz2 / m
