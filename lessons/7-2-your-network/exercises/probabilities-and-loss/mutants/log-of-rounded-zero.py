"""Your probabilities are right, and so is the cost where they are not too small. But a
probability that rounds to 0 has no logarithm: compute log A from the scores.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def cost(Z, Y):
    with np.errstate(all="ignore"):
        return -(Y * np.log(softmax(Z))).sum() / Y.shape[1]


def slope(Z, Y):
    return softmax(Z) - Y
