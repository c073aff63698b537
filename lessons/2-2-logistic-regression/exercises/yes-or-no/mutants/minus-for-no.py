"""Your "no" is -1, as the perceptron says it. Here it is 0."""

import numpy as np


def decide(w, b, X):
    """Return 1 for "yes" and 0 for "no", (1, m): one for each column of X."""
    z = w.T @ X + b
    return np.where(z >= 0, 1, -1)
