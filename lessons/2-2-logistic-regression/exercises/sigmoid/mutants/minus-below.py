"""Near a score of 0 your curve shoots off to infinity, since you divide by nearly nothing there.
Below the line stands a sum, not a difference.
"""

import numpy as np


def sigmoid(z):
    """Return the sigmoid of each entry of z, in the shape of z."""
    return 1 / (1 - np.exp(-z))
