"""Very close, but only to three or four digits. Is e rounded in your program? NumPy's exp knows
it to all digits.
"""

import numpy as np


def sigmoid(z):
    """Return the sigmoid of each entry of z, in the shape of z."""
    return 1 / (1 + 2.718 ** (-z))
