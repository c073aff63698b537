"""With one example you are right, with several the first ones hardly count: what has been added
up is divided by m again at every turn. Divide once, after the loop.
"""

import numpy as np


def gradient(w, b, X, Y):
    """Return J, dw, shape (n_x,), and db: means over the examples."""
    n_x, m = X.shape
    J, dw, db = 0.0, np.zeros(n_x), 0.0
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j] * X[j, i]
        a = 1 / (1 + np.exp(-z))
        J += -(Y[i] * np.log(a) + (1 - Y[i]) * np.log(1 - a))
        dz = a - Y[i]
        for j in range(n_x):
            dw[j] += X[j, i] * dz
        db += dz
        J, dw, db = J / m, dw / m, db / m
    return J, dw, db
