"""Your slope is divided by m already. The layers of this network divide by m themselves, and
then it would stand there twice: give each example's own slope.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def cost(Z, Y):
    Z = Z - Z.max(axis=0)
    return -(Y * (Z - np.log(np.exp(Z).sum(axis=0)))).sum() / Y.shape[1]


def slope(Z, Y):
    return (softmax(Z) - Y) / Y.shape[1]
