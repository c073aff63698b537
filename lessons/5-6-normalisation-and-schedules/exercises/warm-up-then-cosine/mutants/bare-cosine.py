"""Your cosine swings from alpha down to -alpha: a negative rate climbs. Lift it by 1 and take
the half.
"""

import numpy as np


def learning_rate(alpha, epoch, epochs, warmup):
    if epoch < warmup:
        return alpha * (epoch + 1) / warmup
    return alpha * np.cos(np.pi * (epoch - warmup) / (epochs - warmup))
