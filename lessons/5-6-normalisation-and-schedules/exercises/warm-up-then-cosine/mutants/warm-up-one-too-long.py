"""Your warm-up goes on for one epoch too many, with more than the whole alpha, and divides by
0 where there is none. It is for epochs 0 to warmup - 1: `<`, not `<=`.
"""

import numpy as np


def learning_rate(alpha, epoch, epochs, warmup):
    if epoch <= warmup:
        return alpha * (epoch + 1) / warmup
    k, K = epoch - warmup, epochs - warmup
    return alpha * (1 + np.cos(np.pi * k / K)) / 2
