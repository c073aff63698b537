import numpy as np


def softmax(Z):
    """Return the probabilities, in the shape of Z; each column adds up to 1."""
    E = np.exp(Z)
    return E / E.sum(axis=0, keepdims=True)
