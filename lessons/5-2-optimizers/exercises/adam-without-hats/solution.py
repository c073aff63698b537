import numpy as np


def adam(p, slopes, alpha):
    """The parameters after one step of Adam for each row of slopes."""
    m = np.zeros(p.shape)
    v = np.zeros(p.shape)

    for t, g in enumerate(slopes, start=1):
        # memories of the slopes and of their squares
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g**2

        # both began at 0: divide by the share that is filled
        m_hat = m / (1 - 0.9**t)
        v_hat = v / (1 - 0.999**t)
        p = p - alpha * m_hat / (np.sqrt(v_hat) + 1e-8)

    return p
