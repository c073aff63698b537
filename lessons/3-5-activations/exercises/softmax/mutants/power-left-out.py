"""You share out the scores themselves. That fails for negative scores and where they add up to
0; take e to the power of each first.
"""

import numpy as np


def softmax(Z):
    """Return probabilities; each column adds up to 1."""
    E = Z
    return E / E.sum(axis=0, keepdims=True)
