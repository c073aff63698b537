"""You take the plain mean of the gaps over the parts that hold something. Weight each gap by
its share of the answers, n_b over m.
"""

import numpy as np


def ece(sure, right, bins):
    edges = np.linspace(0, 1, bins + 1)
    gaps = []
    for b in range(bins):
        inside = (sure > edges[b]) & (sure <= edges[b + 1])
        if inside.any():
            gaps.append(abs(right[inside].mean() - sure[inside].mean()))
    return np.mean(gaps)
