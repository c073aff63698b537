"""Now all classes of all examples share one whole. Each example's probabilities are to add up
to 1 by themselves.
"""

import numpy as np


def predict(X, W, b):
    Z = W @ X + b
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum()
