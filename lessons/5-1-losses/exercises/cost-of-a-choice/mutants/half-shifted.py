"""You shift the scores in the sum and not the true one, so every loss is off by the largest
score of its example. The same number has to be taken from both.
"""

import numpy as np


def cost(Z, Y):
    """Return the mean cross-entropy of softmax(Z), a number."""
    S = Z - Z.max(axis=0, keepdims=True)
    losses = np.log(np.exp(S).sum(axis=0)) - (Y * Z).sum(axis=0)
    return np.mean(losses)
