import numpy as np


def sigmoid(z):
    """1 / (1 + e^-z) for each number of z, without overflow."""
    a = np.empty(z.shape)
    large = z >= 0
    small = ~large

    # two spellings of the same function
    e = np.exp(z[large])
    a[large] = e / (1 + e)
    a[small] = 1 / (1 + np.exp(-z[small]))

    return a
