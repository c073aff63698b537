"""The values are right and exp has overflowed all the same. np.where chooses only after both
formulas have been worked out for every entry; take the exponential of minus |z|, once.
"""

import numpy as np


def stable_sigmoid(z):
    """Return the sigmoid of each entry of z, without overflow."""
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
