"""Your s is right, but p goes up the slope: what stands after alpha has the sign of g, so it
has to be subtracted.
"""

import numpy as np


def rmsprop(p, s, g, alpha, rho=0.9, epsilon=1e-8):
    s = rho * s + (1 - rho) * g**2
    return p + alpha * g / (np.sqrt(s) + epsilon), s
