"""Your curve has no end near 0: there you divide by nearly nothing. Below the line stands a sum,
not a difference.
"""

import numpy as np


def sigmoid(z):
    """Return the sigmoid of each entry of z, in the shape of z."""
    return 1 / (1 - np.exp(-z))
