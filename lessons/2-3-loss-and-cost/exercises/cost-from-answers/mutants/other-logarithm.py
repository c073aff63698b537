"""All your values are 2.30 times too small: you take the logarithm to base 10. The course's log
is the natural one.
"""

import numpy as np


def cost(A, Y):
    """Return the mean cross-entropy of the answers A, a number."""
    losses = -(Y * np.log10(A) + (1 - Y) * np.log10(1 - A))
    return np.mean(losses)
