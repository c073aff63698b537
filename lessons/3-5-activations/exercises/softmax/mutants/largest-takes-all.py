"""You give everything to the largest score. That is the decision; softmax keeps how sure it is."""

import numpy as np


def softmax(Z):
    """Return probabilities; each column adds up to 1."""
    E = np.exp(Z)
    return (E == E.max(axis=0, keepdims=True)).astype(float)
