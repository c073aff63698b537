import numpy as np


def adam(p, m, v, g, t, alpha, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One step of Adam: the new p, m and v, all of the shape of p."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    # the memories began at 0: divide by the share that is filled
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    p = p - alpha * m_hat / (np.sqrt(v_hat) + epsilon)
    return p, m, v
