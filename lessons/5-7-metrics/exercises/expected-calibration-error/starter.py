import numpy as np


def ece(sure, right, bins):
    """The expected calibration error over bins of equal width."""
    m = len(sure)
    total = 0.0
    # for each part: who is inside? how far apart are share and sureness?
    return total
