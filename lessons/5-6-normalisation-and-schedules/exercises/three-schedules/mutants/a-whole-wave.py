"""Your cosine swings through a whole wave: it is at its lowest in the middle of the run and
back at 1 in the end. Half a wave is pi, not 2 pi.
"""

import numpy as np


def factors(epoch, epochs, every, drop, rate):
    cosine = (1 + np.cos(2 * np.pi * epoch / epochs)) / 2
    return drop ** (epoch // every), rate**epoch, cosine
