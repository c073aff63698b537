import numpy as np


def factors(epoch, epochs, every, drop, rate):
    """The factor of a step, an exponential and a cosine schedule in this epoch."""
    step = drop ** (epoch // every)  # whole stairs only
    exponential = rate**epoch
    cosine = (1 + np.cos(np.pi * epoch / epochs)) / 2
    return step, exponential, cosine
