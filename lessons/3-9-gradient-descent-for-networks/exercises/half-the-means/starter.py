import numpy as np


def backward(X, Y, A1, A2, W2):
    """dW1, db1, dW2, db2, each the mean over the examples."""
    m = X.shape[1]

    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T
    db2 = dZ2.mean(axis=1, keepdims=True)

    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    dW1 = dZ1 @ X.T / m
    db1 = dZ1.mean(axis=1, keepdims=True)

    return dW1, db1, dW2, db2
