import numpy as np


def adam(p, slopes, alpha):
    """The parameters after one step of Adam for each row of slopes."""
    m = np.zeros(p.shape)
    v = np.zeros(p.shape)

    for g in slopes:
        # memories of the slopes and of their squares
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g**2

        p = p - alpha * m / (np.sqrt(v) + 1e-8)

    return p
