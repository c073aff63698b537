import numpy as np


def sigmoid_slope(Z):
    """Return the slope of the sigmoid at each of the sums Z."""
    A = 1 / (1 + np.exp(-Z))
    return A * (1 - A)
