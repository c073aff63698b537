import numpy as np


def adam(name, p, g, memory, alpha):
    """The parameter p, called name, after a step along its slope g."""
    m, v = memory.get(name, (0.0, 0.0))
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    memory[name] = m, v  # each parameter has a past of its own
    return p - alpha * m / (np.sqrt(v) + 1e-8)


def step(W, b, dW, db, memory, alpha):
    """The layer's new W and b."""
    W = adam("W", W, dW, memory, alpha)
    b = adam("b", b, db, memory, alpha)
    return W, b
