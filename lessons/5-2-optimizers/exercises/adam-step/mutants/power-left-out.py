"""Your correction divides by 1 - beta at every step, which is right at t = 1 only. The share
that is filled grows with the steps: where does t come in?
"""

import numpy as np


def adam(p, m, v, g, t, alpha, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1)
    v_hat = v / (1 - beta2)
    p = p - alpha * m_hat / (np.sqrt(v_hat) + epsilon)
    return p, m, v
