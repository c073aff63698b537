import numpy as np


def gradients(X, Y, w, b):
    """The mean cross-entropy J, and its slopes dw and db."""
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    J = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))

    dZ = A - Y
    dw = X @ dZ.T
    db = np.mean(dZ)
    return J, dw, db
