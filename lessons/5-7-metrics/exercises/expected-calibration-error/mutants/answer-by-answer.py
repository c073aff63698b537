"""You compare each answer's sureness with its own 0 or 1. A single answer cannot be
calibrated: compare share and mean sureness of a whole part.
"""

import numpy as np


def ece(sure, right, bins):
    return np.abs(right - sure).mean()
