import numpy as np


def backward(X, Y, A1, A2, A3, W2, W3):
    """dW1, dW2 and dW3 of a network with ReLU, ReLU and a sigmoid."""
    m = X.shape[1]

    dZ3 = A3 - Y
    dW3 = dZ3 @ A2.T / m

    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (A2 > 0)
    dW2 = dZ2 @ A1.T / m

    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (A2 > 0)
    dW1 = dZ1 @ X.T / m

    return dW1, dW2, dW3
