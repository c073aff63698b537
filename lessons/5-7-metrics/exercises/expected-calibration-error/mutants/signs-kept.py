"""You add the gaps up with their signs, so that too sure and too modest cancel. Each part's
gap is made positive before the sum.
"""

import numpy as np


def ece(sure, right, bins):
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for b in range(bins):
        inside = (sure > edges[b]) & (sure <= edges[b + 1])
        if inside.any():
            total += inside.mean() * (right[inside].mean() - sure[inside].mean())
    return abs(total)
