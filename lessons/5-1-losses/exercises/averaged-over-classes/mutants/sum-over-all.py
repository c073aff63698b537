"""Now nothing is averaged: your cost grows with the number of examples. Divide the sum by m."""

import numpy as np


def cost(Z, Y):
    Z = Z - Z.max(axis=0)
    return -np.sum(Y * (Z - np.log(np.exp(Z).sum(axis=0))))
