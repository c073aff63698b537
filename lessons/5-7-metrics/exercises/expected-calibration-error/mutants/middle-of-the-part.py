"""You compare the share of right answers with the middle of the part. What counts is the mean
sureness of the answers that are in it.
"""

import numpy as np


def ece(sure, right, bins):
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for b in range(bins):
        inside = (sure > edges[b]) & (sure <= edges[b + 1])
        if inside.any():
            middle = (edges[b] + edges[b + 1]) / 2
            total += inside.mean() * abs(right[inside].mean() - middle)
    return total
