"""J is right, but your dA is half of what it should be: that is the slope of half the squared
error. The square brings a factor 2.
"""

import numpy as np


def squared_error(A, Y):
    """Return J, a number, and dA in the shape of A."""
    J = np.sum((A - Y) ** 2) / A.shape[1]
    dA = A - Y
    return J, dA
