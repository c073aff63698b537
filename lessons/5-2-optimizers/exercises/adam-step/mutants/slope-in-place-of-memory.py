"""Your step divides the slope of this step, g, by the root. That is RMSProp with a correction:
Adam steps along the memory of slopes, m-hat.
"""

import numpy as np


def adam(p, m, v, g, t, alpha, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    v_hat = v / (1 - beta2**t)
    p = p - alpha * g / (np.sqrt(v_hat) + epsilon)
    return p, m, v
