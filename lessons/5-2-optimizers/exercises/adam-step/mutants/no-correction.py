"""This is Adam without its bias correction: the step uses m and v as they are, still too small
from their start at 0. Both need their hats before the step is taken.
"""

import numpy as np


def adam(p, m, v, g, t, alpha, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    p = p - alpha * m / (np.sqrt(v) + epsilon)
    return p, m, v
