"""Your J is below 0, and it would fall as the answers get worse. The logarithm of a probability
is negative, so a minus has to turn it round.
"""

import numpy as np


def cost(A, Y):
    """Return the mean cross-entropy of the answers A, a number."""
    losses = (Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return np.mean(losses)
