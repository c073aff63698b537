import numpy as np


def factors(epoch, epochs, every, drop, rate):
    """The factors of three schedules in this epoch."""
    step = drop ** (epoch // every)  # whole stairs only
    exponential = rate**epoch
    cosine = (1 + np.cos(np.pi * epoch / epochs)) / 2
    return step, exponential, cosine
