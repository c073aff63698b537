"""Positive sums shrink to a hundredth in your version. Only what is negative is multiplied by
0.01.
"""

import numpy as np


def leaky_relu(Z):
    """Return leaky ReLU of each entry of Z, in the shape of Z."""
    return 0.01 * Z
