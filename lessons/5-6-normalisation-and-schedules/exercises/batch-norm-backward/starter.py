import numpy as np


def batch_norm_backward(dZ, X, gamma, epsilon=1e-5):
    """dgamma and dbeta, both (n, 1), and dX, of the shape of X."""
    # x hat, as on the way forward
    # the slopes of gamma and beta, shared by all examples
    # the slope of x hat, and from it that of x
