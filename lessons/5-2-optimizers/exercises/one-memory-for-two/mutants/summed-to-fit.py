"""b is a column again, but only because the mixed memory is averaged to that shape. Its own
slopes are still mixed with those of W: give each a key.
"""

import numpy as np


def adam(p, g, memory, alpha):
    m, v = memory.get("mv", (0.0, 0.0))
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
    memory["mv"] = m, v
    return p - alpha * m / (np.sqrt(v) + 1e-8)


def step(W, b, dW, db, memory, alpha):
    W = adam(W, dW, memory, alpha)
    b = adam(b, db, memory, alpha).mean(axis=1, keepdims=True)
    return W, b
