import numpy as np


def softmax(Z):
    """Return probabilities; each column adds up to 1."""
    E = np.exp(Z)
    return E / E.sum(axis=0, keepdims=True)
