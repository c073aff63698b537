"""Your cost is K times too small: the mean over the whole array divides by the classes as
well. Add up over the classes, and take the mean over the m examples.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def cost(Z, Y):
    Z = Z - Z.max(axis=0)
    return -np.mean(Y * (Z - np.log(np.exp(Z).sum(axis=0))))


def slope(Z, Y):
    return softmax(Z) - Y
