"""Your slope grows with the answer, but the sigmoid becomes flat there. The second factor is
what the answer lacks to 1.
"""

import numpy as np


def sigmoid_slope(Z):
    """Return the slope of the sigmoid at each of the sums Z."""
    A = 1 / (1 + np.exp(-Z))
    return A * (1 + A)
