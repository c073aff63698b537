"""Your factors are those of the next epoch: you use epoch + 1. Here epochs are counted from 0,
and in epoch 0 nothing has been dropped.
"""

import numpy as np


def factors(epoch, epochs, every, drop, rate):
    n = epoch + 1
    return drop ** (n // every), rate**n, (1 + np.cos(np.pi * n / epochs)) / 2
