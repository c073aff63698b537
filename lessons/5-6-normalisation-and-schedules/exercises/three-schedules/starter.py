import numpy as np


def factors(epoch, epochs, every, drop, rate):
    """The factors of three schedules in this epoch."""
    step = 1.0
    exponential = 1.0
    cosine = 1.0
    return step, exponential, cosine
