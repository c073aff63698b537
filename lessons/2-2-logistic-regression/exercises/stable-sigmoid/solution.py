import numpy as np


def stable_sigmoid(z):
    """Return the sigmoid of each entry of z, without overflow."""
    e = np.exp(-np.abs(z))  # between 0 and 1
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
