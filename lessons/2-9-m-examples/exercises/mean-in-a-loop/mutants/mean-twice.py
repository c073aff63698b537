"""J is right, but your slopes are m times too small. The 1/m has come in twice, perhaps in the
loop and again at the end; it belongs in once.
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
        dz = (a - Y[i]) / m
        for j in range(n_x):
            dw[j] += X[j, i] * dz
        db += dz
    return J / m, dw / m, db / m
