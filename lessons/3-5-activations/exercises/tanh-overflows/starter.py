import numpy as np


def tanh(Z):
    """tanh z for each number of Z."""
    up = np.exp(Z)
    down = np.exp(-Z)
    A = (up - down) / (up + down)
    return A
