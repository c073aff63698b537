"""You divide by the number of features, X.shape[0]. The mean is over the examples, and they
are the columns.
"""

import numpy as np


def gradients(X, Y, w, b):
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    J = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dZ = A - Y
    return J, X @ dZ.T / X.shape[0], np.mean(dZ)
