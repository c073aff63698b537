"""Answers on a border fall into the upper part in your program, and a sureness of exactly 1
into none. The upper border belongs to a part, the lower one does not.
"""

import numpy as np


def ece(sure, right, bins):
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for b in range(bins):
        inside = (sure >= edges[b]) & (sure < edges[b + 1])
        if inside.any():
            total += inside.mean() * abs(right[inside].mean() - sure[inside].mean())
    return total
