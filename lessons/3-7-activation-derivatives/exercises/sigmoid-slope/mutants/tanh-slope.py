"""Your slope is 1 minus the square of the answer. That belongs to tanh; at 0 the sigmoid has the
slope 0.25.
"""

import numpy as np


def sigmoid_slope(Z):
    """Return the slope of the sigmoid at each of the sums Z."""
    A = 1 / (1 + np.exp(-Z))
    return 1 - A**2
