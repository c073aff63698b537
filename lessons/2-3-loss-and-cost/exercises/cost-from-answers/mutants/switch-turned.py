"""Sure and right is dear in your J, sure and wrong is cheap. The two logarithms have changed
places: y = 1 pays by the logarithm of a.
"""

import numpy as np


def cost(A, Y):
    """Return the mean binary cross-entropy of the answers A where Y is true, a number."""
    B = 1 - A
    losses = -(Y * np.log(B) + (1 - Y) * np.log(1 - B))
    return np.mean(losses)
