"""The signs are right now, but the mean has been lost: your cost is m times too large."""

import numpy as np


def cost(A, Y):
    return -(np.sum(Y * np.log(A)) + np.sum((1 - Y) * np.log(1 - A)))
