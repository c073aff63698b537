import numpy as np


def forward(X, W, b):
    """A of the last layer, whose activation is a sigmoid."""
    L = len(W) - 1
    A = X

    # hidden layers
    for l in range(L - 1):
        Z = W[l] @ A + b[l]
        A = np.maximum(Z, 0)

    # output layer
    Z = W[L - 1] @ A + b[L - 1]
    A = 1 / (1 + np.exp(-Z))
    return A
