import numpy as np


def linear_backward(dZ, cache):
    """Return dA_prev, dW and db."""
    A_prev, W = cache
    # Your lines go here.
