"""Your cosine reaches 0 in the last epoch, which then learns nothing: you divide by epochs -
1. It would be 0 in epoch `epochs`, one after the last.
"""

import numpy as np


def factors(epoch, epochs, every, drop, rate):
    cosine = (1 + np.cos(np.pi * epoch / max(epochs - 1, 1))) / 2
    return drop ** (epoch // every), rate**epoch, cosine
