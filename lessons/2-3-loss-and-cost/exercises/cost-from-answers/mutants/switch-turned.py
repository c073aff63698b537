"""Sure and right is dear in your J, sure and wrong is cheap. The two logarithms have changed
places: y = 1 pays by the logarithm of a.
"""

import numpy as np


def cost(A, Y):
    """Return the mean cross-entropy of the answers A, a number."""
    losses = -(Y * np.log(1 - A) + (1 - Y) * np.log(A))
    return np.mean(losses)
