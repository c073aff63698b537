"""Your results are above 1, so they cannot be probabilities. The 1 is added after the division;
it belongs below the line, so the sum there needs brackets.
"""

import numpy as np


def sigmoid(z):
    """Return the sigmoid of each entry of z, in the shape of z."""
    return 1 / np.exp(-z) + 1
