import numpy as np


def sigmoid(z):
    """1 / (1 + e^-z) for each number of z, without overflow."""
    a = np.empty(z.shape)
    large = z >= 0
    small = ~large

    # no exponent is above 0 on either side
    a[large] = 1 / (1 + np.exp(-z[large]))
    e = np.exp(z[small])
    a[small] = e / (1 + e)

    return a
