import numpy as np


def learning_rate(alpha, epoch, epochs, warmup):
    """The learning rate in this epoch: a warm-up, then a cosine."""
    if epoch < warmup:
        return alpha * (epoch + 1) / warmup
    # the cosine begins where the warm-up ends
    k, K = epoch - warmup, epochs - warmup
    return alpha * (1 + np.cos(np.pi * k / K)) / 2
