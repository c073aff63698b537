import numpy as np


def hidden_delta(dZ2, W2, Z1):
    """dZ1, (n_1, m), of a ReLU layer below weights W2, (n_2, n_1)."""
    dA1 = W2.T * dZ2
    gate = Z1 > 0
    dZ1 = dA1 * gate
    return dZ1
