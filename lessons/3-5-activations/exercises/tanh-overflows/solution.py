import numpy as np


def tanh(Z):
    """tanh z for each number of Z."""
    e = np.exp(-2 * np.abs(Z))  # at most 1, so nothing overflows
    size = (1 - e) / (1 + e)
    return np.sign(Z) * size
