"""A small number inside the logarithm hides the trouble and changes the cost: where 1000 is
true you get 18, or 27. Compute log A from the scores.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def cost(Z, Y):
    return -(Y * np.log(softmax(Z) + 1e-8)).sum() / Y.shape[1]


def slope(Z, Y):
    return softmax(Z) - Y
