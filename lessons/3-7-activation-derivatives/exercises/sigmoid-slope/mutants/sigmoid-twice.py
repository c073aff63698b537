"""You go through the sigmoid twice, so the slope belongs to another sum. The answer is worked
out once, and the slope is read off it.
"""

import numpy as np


def sigmoid_slope(Z):
    """Return the slope of the sigmoid at each of the sums Z."""
    A = 1 / (1 + np.exp(-Z))
    B = 1 / (1 + np.exp(-A))
    return B * (1 - B)
