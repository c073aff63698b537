import numpy as np


def cost_and_slope(X, Y, w, b):
    """The mean squared error J, and its slopes dw, (n,)."""
    m = len(X)
    answers = X @ w + b
    errors = answers - Y
    J = np.mean(errors**2)

    # each example's error, and what the weights saw of it
    dw = 2 / m * X.T @ errors.mean(axis=0)
    return J, dw
