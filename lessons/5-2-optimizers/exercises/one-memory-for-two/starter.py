import numpy as np


def adam(p, g, memory, alpha):
    """The parameter p after a step along its slope g."""
    m, v = memory.get("mv", (0.0, 0.0))
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    memory["mv"] = m, v
    return p - alpha * m / (np.sqrt(v) + 1e-8)


def step(W, b, dW, db, memory, alpha):
    """The layer's new W and b."""
    W = adam(W, dW, memory, alpha)
    b = adam(b, db, memory, alpha)
    return W, b
