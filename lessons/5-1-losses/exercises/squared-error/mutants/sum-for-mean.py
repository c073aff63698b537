"""Your J is m times too large. It is a sum over the examples, and the cost is their mean."""

import numpy as np


def squared_error(A, Y):
    """Return J, a number, and dA in the shape of A."""
    J = np.sum((A - Y) ** 2)
    dA = 2 * (A - Y)
    return J, dA
