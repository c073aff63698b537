import numpy as np


def linear_backward(dZ, cache):
    """Return dA_prev, dW and db, each in the shape of what it is the slope of."""
    A_prev, W = cache
    # Your lines go here.
