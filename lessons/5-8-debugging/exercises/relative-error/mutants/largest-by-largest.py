"""You divide the largest difference by the largest size. A small slope that is quite wrong
cannot be seen so; divide entry by entry and then look for the largest.
"""

import numpy as np


def relative_error(g, g_nudged):
    """Return the largest relative error of all entries, a number."""
    apart = np.abs(g - g_nudged)
    size = np.abs(g) + np.abs(g_nudged)
    return np.max(apart) / np.max(size)
