"""Your step divides by the s that came in. Bring s up to date first: the slope of this step
has its say in the scale as well.
"""

import numpy as np


def rmsprop(p, s, g, alpha, rho=0.9, epsilon=1e-8):
    p = p - alpha * g / (np.sqrt(s) + epsilon)
    return p, rho * s + (1 - rho) * g**2
