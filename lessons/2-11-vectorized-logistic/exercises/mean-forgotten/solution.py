import numpy as np


def gradients(X, Y, w, b):
    """The mean cross-entropy J, and its slopes dw and db."""
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    J = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))

    dZ = A - Y
    dw = X @ dZ.T / m  # J is a mean, so its slopes are means
    db = np.mean(dZ)
    return J, dw, db
