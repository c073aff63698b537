import numpy as np


def ece(sure, right, bins):
    """The expected calibration error over bins of equal width."""
    m = len(sure)
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for b in range(bins):
        inside = (sure > edges[b]) & (sure <= edges[b + 1])
        if inside.any():
            gap = abs(right[inside].mean() - sure[inside].mean())
            total += inside.sum() / m * gap
    return total
