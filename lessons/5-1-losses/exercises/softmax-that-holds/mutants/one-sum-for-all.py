"""The shift is right, but your whole table adds up to 1. Each example shares out a whole of its
own: add up its column only.
"""

import numpy as np


def softmax(Z):
    """Return probabilities, for scores of any size."""
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    return E / E.sum()
