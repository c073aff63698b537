import numpy as np


def dropout(A_prev, dA, mask, rate, training):
    """A for the layer above, dA_prev for the layer below."""
    # in training: by what is each number multiplied, there and back?
    # afterwards?
