"""These are the powers of e, not yet probabilities. Each is to be divided by the sum of its
column.
"""

import numpy as np


def softmax(Z):
    """Return probabilities; each column adds up to 1."""
    E = np.exp(Z)
    return E
