"""Now 1/m has gone altogether, and the slopes are m times too large. One of the two has to
stay.
"""

import numpy as np


def gradients(X, Y, W, b):
    E = np.exp(W @ X + b)
    dZ = E / E.sum(axis=0) - Y
    return dZ @ X.T, dZ.sum(axis=1, keepdims=True)
