import numpy as np


def gradient(w, b, x, y):
    """Return a, a number, dw, shape (n_x, 1), and db, a number."""
    z = np.sum(w * x) + b
    a = 1 / (1 + np.exp(-z))
    dz = a - y
    dw = x * dz
    db = dz
    return a, dw, db
