"""You take the smaller of z and 0.01 z, so the leak is on the wrong side: positive sums shrink
and negative ones stay.
"""

import numpy as np


def leaky_relu(Z):
    """Return leaky ReLU of each entry of Z, in the shape of Z."""
    return np.minimum(0.01 * Z, Z)
