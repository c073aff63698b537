"""Your slope has the wrong sign. It is answer minus truth: raising the true class's score
*lowers* the loss.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def cost(Z, Y):
    Z = Z - Z.max(axis=0)
    return -(Y * (Z - np.log(np.exp(Z).sum(axis=0)))).sum() / Y.shape[1]


def slope(Z, Y):
    return Y - softmax(Z)
