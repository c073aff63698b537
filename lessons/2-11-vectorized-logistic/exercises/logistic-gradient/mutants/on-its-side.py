"""The numbers of your dw are right, but it lies on its side: (1, n_x), where w is a column (n_x,
1). Taken from w it would make a table.
"""

import numpy as np


def gradient(X, A, Y):
    """Return dw, shape (n_x, 1), and db, a number."""
    m = X.shape[1]
    dZ = A - Y
    dw = dZ @ X.T / m
    db = np.sum(dZ) / m
    return dw, db
