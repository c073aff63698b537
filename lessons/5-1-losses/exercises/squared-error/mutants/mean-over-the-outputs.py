"""You add up over the examples and average over the outputs. It is the other way round: the
outputs of one example add up, and the mean is over the examples.
"""

import numpy as np


def squared_error(A, Y):
    """Return J, a number, and dA in the shape of A."""
    J = np.sum((A - Y) ** 2) / A.shape[0]
    dA = 2 * (A - Y)
    return J, dA
