"""Your step schedule multiplies by `drop` once for an epoch that is a multiple of `every` and
forgets it in the next. A drop stays: count how many there have been.
"""

import numpy as np


def factors(epoch, epochs, every, drop, rate):
    step = drop if epoch > 0 and epoch % every == 0 else 1.0
    return step, rate**epoch, (1 + np.cos(np.pi * epoch / epochs)) / 2
