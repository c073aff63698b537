"""v is corrected now, and m is not, so the first step is a tenth of what it should be."""

import numpy as np


def adam(p, slopes, alpha):
    m, v = np.zeros(p.shape), np.zeros(p.shape)
    for t, g in enumerate(slopes, start=1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        p = p - alpha * m / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return p
