"""Your curve is the sigmoid seen in a mirror: it falls where it should rise. Look at the sign in
the exponent.
"""

import numpy as np


def sigmoid(z):
    """Return the sigmoid of each entry of z, in the shape of z."""
    return 1 / (1 + np.exp(z))
