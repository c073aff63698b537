"""Where it is sure and wrong your loss says about 18 and should say far more. The small number
inside the logarithm hides the infinity and puts a wrong number in its place.
"""

import numpy as np


def cost(Z, Y):
    """Return the mean cross-entropy of softmax(Z), a number."""
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    A = E / E.sum(axis=0, keepdims=True)
    losses = -(Y * np.log(A + 1e-8)).sum(axis=0)
    return np.mean(losses)
