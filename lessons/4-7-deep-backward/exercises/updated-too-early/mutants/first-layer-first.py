"""Now the first layer moves before the second one, and A1 seems to have been computed anew
with it. Keep one forward pass, take all slopes from it, and only then move.
"""

import numpy as np


def step(X, Y, W1, b1, W2, b2, alpha):
    m = X.shape[1]
    A1 = np.tanh(W1 @ X + b1)
    dZ2 = 1 / (1 + np.exp(-(W2 @ A1 + b2))) - Y
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    W1 = W1 - alpha * dZ1 @ X.T / m
    b1 = b1 - alpha * dZ1.sum(axis=1, keepdims=True) / m
    A1 = np.tanh(W1 @ X + b1)
    dZ2 = 1 / (1 + np.exp(-(W2 @ A1 + b2))) - Y
    W2 = W2 - alpha * dZ2 @ A1.T / m
    b2 = b2 - alpha * dZ2.sum(axis=1, keepdims=True) / m
    return W1, b1, W2, b2
