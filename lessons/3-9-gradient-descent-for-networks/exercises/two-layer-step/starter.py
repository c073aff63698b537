import numpy as np


def step(W1, b1, W2, b2, X, Y, alpha):
    """Return W1, b1, W2 and b2 after one step of gradient descent."""
    m = X.shape[1]
    # Your lines go here.
