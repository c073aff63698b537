"""Your exponential takes a single number, and z is an array. The `exp` of `math` knows numbers
only, that of NumPy works entry by entry.
"""

import math


def sigmoid(z):
    """Return the sigmoid of each entry of z, in the shape of z."""
    return 1 / (1 + math.exp(-z))
