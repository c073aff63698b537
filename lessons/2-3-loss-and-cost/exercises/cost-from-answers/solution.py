import numpy as np


def cost(A, Y):
    """Return the mean cross-entropy of the answers A, a number."""
    losses = -(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return np.mean(losses)
