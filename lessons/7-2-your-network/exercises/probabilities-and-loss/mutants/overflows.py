"""Your softmax takes powers of the scores as they are. e to the 1000 is inf, and inf over inf
is no number: take the largest score of each example from its scores first.
"""

import numpy as np


def softmax(Z):
    with np.errstate(all="ignore"):
        return np.exp(Z) / np.exp(Z).sum(axis=0)


def cost(Z, Y):
    with np.errstate(all="ignore"):
        return -(Y * np.log(softmax(Z))).sum() / Y.shape[1]


def slope(Z, Y):
    return softmax(Z) - Y
