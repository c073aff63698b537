"""The second term lacks its brackets: 1 - Y is to be multiplied as a whole. As it stands, a 1 is
added, and Y switches the wrong logarithm.
"""

import numpy as np


def cost(A, Y):
    """Return the mean cross-entropy of the answers A, a number."""
    losses = -(Y * np.log(A) + 1 - Y * np.log(1 - A))
    return np.mean(losses)
