"""That is the largest difference, not yet a relative one. Divide it by the size of both slopes,
or nobody can say whether it is much.
"""

import numpy as np


def relative_error(g, g_nudged):
    """Return the largest relative error of all entries, a number."""
    apart = np.abs(g - g_nudged)
    size = np.abs(g) + np.abs(g_nudged)
    return np.max(apart)
