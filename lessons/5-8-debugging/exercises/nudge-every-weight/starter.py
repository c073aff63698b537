import numpy as np


def numeric_gradient(J, W, h):
    """Return the slope of J in each entry of W, by nudges."""
    G = np.zeros(W.shape)
    # Your lines go here.
    return G
