"""You compare the two arrays as a whole, the length of their difference by the sum of their
lengths. That figure is used as well, but a small slope that is quite wrong cannot be seen in
it; the task asks entry by entry.
"""

import numpy as np


def relative_error(g, g_nudged):
    """Return the largest relative error of all entries, a number."""
    apart = np.abs(g - g_nudged)
    size = np.abs(g) + np.abs(g_nudged)
    return np.linalg.norm(apart) / (np.linalg.norm(g) + np.linalg.norm(g_nudged))
