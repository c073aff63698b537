"""J is right, but your dA is m times too small. It holds the slope of each example's own loss;
the mean is taken later, at the weights.
"""

import numpy as np


def squared_error(A, Y):
    """Return J, a number, and dA in the shape of A."""
    J = np.sum((A - Y) ** 2) / A.shape[1]
    dA = 2 * (A - Y) / A.shape[1]
    return J, dA
