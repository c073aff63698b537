"""Every number is right but for its sign. The error is answer minus truth; with truth minus
answer, a step against the slopes climbs.
"""

import numpy as np


def gradient(X, A, Y):
    """Return dw, shape (n_x, 1), and db, a number."""
    m = X.shape[1]
    dZ = Y - A
    dw = X @ dZ.T / m
    db = np.sum(dZ) / m
    return dw, db
