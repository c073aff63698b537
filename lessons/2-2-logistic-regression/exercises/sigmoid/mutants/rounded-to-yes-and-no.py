"""You have decided already: your results are only 0 and 1. What is asked for is the probability
before the decision.
"""

import numpy as np


def sigmoid(z):
    """Return the sigmoid of each entry of z, in the shape of z."""
    return np.where(z >= 0, 1.0, 0.0)
