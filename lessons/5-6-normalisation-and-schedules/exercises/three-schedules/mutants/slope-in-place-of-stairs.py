"""Your step schedule falls a little in every epoch. Between two drops it should stand still:
count whole drops, with `//` in place of `/`.
"""

import numpy as np


def factors(epoch, epochs, every, drop, rate):
    return drop ** (epoch / every), rate**epoch, (1 + np.cos(np.pi * epoch / epochs)) / 2
