"""Your epsilon stands under the root. The formula takes the root of s first and adds epsilon
to it.
"""

import numpy as np


def rmsprop(p, s, g, alpha, rho=0.9, epsilon=1e-8):
    s = rho * s + (1 - rho) * g**2
    return p - alpha * g / np.sqrt(s + epsilon), s
