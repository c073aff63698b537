import numpy as np


def relative_error(g, g_nudged):
    """Return the largest relative error of all entries, a number."""
    apart = np.abs(g - g_nudged)
    size = np.abs(g) + np.abs(g_nudged)
    return np.max(apart / np.where(size > 0, size, 1))
