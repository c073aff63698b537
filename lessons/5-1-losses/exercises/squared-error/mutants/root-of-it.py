"""You have taken the root. That is the RMSE, easier to read; the cost that is trained on is the
mean of the squares itself.
"""

import numpy as np


def squared_error(A, Y):
    """Return J, a number, and dA in the shape of A."""
    J = np.sqrt(np.sum((A - Y) ** 2) / A.shape[1])
    dA = 2 * (A - Y)
    return J, dA
