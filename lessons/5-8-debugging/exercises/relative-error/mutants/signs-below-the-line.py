"""Your figure goes above 1 where the signs differ: below the line the slopes cancel. Take the
absolute value of each before you add.
"""

import numpy as np


def relative_error(g, g_nudged):
    """Return the largest relative error of all entries, a number."""
    apart = np.abs(g - g_nudged)
    size = np.abs(g + g_nudged)
    return np.max(apart / np.where(size > 0, size, 1))
