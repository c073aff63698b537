import numpy as np


def softmax(Z):
    """Return probabilities, for scores of any size."""
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    return E / E.sum(axis=0, keepdims=True)
