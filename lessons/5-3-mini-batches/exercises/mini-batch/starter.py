import numpy as np


def batch(X, Y, order, size, k):
    """The k-th batch of X and Y, and the number of batches."""
    # which examples belong to batch k?
    # the same ones of X and of Y
    # how many batches are there, with the short one?
