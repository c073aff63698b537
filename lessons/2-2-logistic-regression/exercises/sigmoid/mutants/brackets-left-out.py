"""Your results are above 1, so they cannot be probabilities. Python divides before it adds: what
stands below the line needs brackets.
"""

import numpy as np


def sigmoid(z):
    """Return the sigmoid of each entry of z, in the shape of z."""
    return 1 / 1 + np.exp(-z)
