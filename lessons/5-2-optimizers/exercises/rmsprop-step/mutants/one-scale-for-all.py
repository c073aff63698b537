"""You have one scale for the whole array, the mean over all its squares. Each parameter has a
scale of its own: square, number by number, and no mean over the array.
"""

import numpy as np


def rmsprop(p, s, g, alpha, rho=0.9, epsilon=1e-8):
    s = rho * s + (1 - rho) * np.mean(g**2)
    return p - alpha * g / (np.sqrt(s) + epsilon), s
