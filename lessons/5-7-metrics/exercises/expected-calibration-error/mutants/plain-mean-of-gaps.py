"""You take the plain mean of the gaps over all parts, so that a part with one answer speaks as
loudly as one with many. Weight each gap by n_b over m.
"""

import numpy as np


def ece(sure, right, bins):
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for b in range(bins):
        inside = (sure > edges[b]) & (sure <= edges[b + 1])
        if inside.any():
            total += abs(right[inside].mean() - sure[inside].mean()) / bins
    return total
