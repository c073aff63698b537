import numpy as np


def forward(X, W, b):
    """A of the last layer, whose activation is a sigmoid."""
    L = len(W)  # every layer with weights counts, the output layer too
    A = X

    # hidden layers
    for k in range(L - 1):
        Z = W[k] @ A + b[k]
        A = np.maximum(Z, 0)

    # output layer
    Z = W[L - 1] @ A + b[L - 1]
    return 1 / (1 + np.exp(-Z))
