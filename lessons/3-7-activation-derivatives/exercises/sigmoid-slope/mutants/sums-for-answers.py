"""You take the sums for answers: z(1 - z) is not between 0 and a quarter. The formula a(1 - a)
wants the answer, so work that out first.
"""

import numpy as np


def sigmoid_slope(Z):
    """Return the slope of the sigmoid at each of the sums Z."""
    A = 1 / (1 + np.exp(-Z))
    return Z * (1 - Z)
