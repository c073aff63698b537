import numpy as np


def ece(sure, right, bins):
    """The expected calibration error over bins of equal width."""
    m = len(sure)
    total = 0.0
    # for each part: who is inside, and how large is the gap?
    return total
