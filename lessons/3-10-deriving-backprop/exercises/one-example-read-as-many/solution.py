import numpy as np


def step(x, y, W1, b1, W2, b2, alpha):
    """One step on one example: the new W1, b1, W2, b2."""
    a1 = np.tanh(W1 @ x + b1)
    e = np.exp(W2 @ a1 + b2)
    a2 = e / e.sum()

    # one example, so its own slopes: no sum over examples, no 1/m
    dz2 = a2 - y
    dW2 = np.outer(dz2, a1)
    db2 = dz2

    dz1 = (W2.T @ dz2) * (1 - a1**2)
    dW1 = np.outer(dz1, x)
    db1 = dz1

    W1, b1 = W1 - alpha * dW1, b1 - alpha * db1
    W2, b2 = W2 - alpha * dW2, b2 - alpha * db2
    return W1, b1, W2, b2
