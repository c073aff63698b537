"""Your softmax adds up along the rows, over the examples, so that it is each *class* whose
numbers add up to 1. Those of one example stand below each other: axis 0.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def cost(Z, Y):
    Z = Z - Z.max(axis=1, keepdims=True)
    log_A = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    return -(Y * log_A).sum() / Y.shape[1]


def slope(Z, Y):
    return softmax(Z) - Y
