"""On the right all is well, on the left you get the values of the right. With |z| in the
exponent, negative scores need the other formula.
"""

import numpy as np


def stable_sigmoid(z):
    """Return the sigmoid of each entry of z, without overflow."""
    e = np.exp(-np.abs(z))  # between 0 and 1
    return 1 / (1 + e)
