import numpy as np


def fit(x, y, w, alpha, steps):
    """The weight after some steps of descent, and the cost."""
    for _ in range(steps):
        errors = w * x - y
        slope = np.mean(2 * errors * x)
        w = w - alpha * slope  # the slope points uphill

    J = np.mean((w * x - y) ** 2)
    return w, J
