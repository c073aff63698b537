"""The numbers of your dw are right, but its shape is (n_x,), neither row nor column. Summing
over an axis drops it, unless it is told to keep its dimension.
"""

import numpy as np


def gradient(X, A, Y):
    """Return dw, shape (n_x, 1), and db, a number."""
    m = X.shape[1]
    dZ = A - Y
    dw = np.sum(X * dZ, axis=1) / m
    db = np.sum(dZ) / m
    return dw, db
