import numpy as np


def backward(X, Y, A1, A2, W2):
    """Return dZ2, dW2, db2, dZ1, dW1 and db1."""
    m = X.shape[1]
    # Your lines go here.
