"""The second sum is divided by m now, but it still has its own sign. Both sums are negative,
and the minus belongs before both.
"""

import numpy as np


def cost(A, Y):
    m = Y.shape[1]
    return -np.sum(Y * np.log(A)) / m + np.sum((1 - Y) * np.log(1 - A)) / m
