"""What you return is the factor: right, but alpha is missing. The learning rate is alpha times
it.
"""

import numpy as np


def learning_rate(alpha, epoch, epochs, warmup):
    if epoch < warmup:
        return (epoch + 1) / warmup
    k, K = epoch - warmup, epochs - warmup
    return (1 + np.cos(np.pi * k / K)) / 2
