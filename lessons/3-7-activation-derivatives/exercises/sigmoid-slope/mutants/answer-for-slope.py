"""You return the answers. The slope is how fast the answer changes there: small where the answer
is near 0 or near 1.
"""

import numpy as np


def sigmoid_slope(Z):
    """Return the slope of the sigmoid at each of the sums Z."""
    A = 1 / (1 + np.exp(-Z))
    return A
