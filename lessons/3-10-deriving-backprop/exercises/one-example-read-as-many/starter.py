import numpy as np


def step(x, y, W1, b1, W2, b2, alpha):
    """One step on one example: the new W1, b1, W2, b2."""
    m = x.shape[0]

    a1 = np.tanh(W1 @ x + b1)
    e = np.exp(W2 @ a1 + b2)
    a2 = e / e.sum()

    dz2 = a2 - y
    dW2 = dz2 @ a1.T / m
    db2 = np.sum(dz2) / m

    dz1 = (W2.T @ dz2) * (1 - a1**2)
    dW1 = dz1 @ x.T / m
    db1 = np.sum(dz1) / m

    W1, b1 = W1 - alpha * dW1, b1 - alpha * db1
    W2, b2 = W2 - alpha * dW2, b2 - alpha * db2
    return W1, b1, W2, b2
