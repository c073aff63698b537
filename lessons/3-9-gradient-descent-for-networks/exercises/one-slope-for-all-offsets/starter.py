import numpy as np


def backward(X, Y, A1, A2, W2):
    """dW1, db1, dW2, db2, each the mean over the examples."""
    m = X.shape[1]
    n_1 = A1.shape[0]

    # output layer
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / m
    db2 = np.sum(dZ2) / m * np.ones((1, 1))

    # hidden layer
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1) / m * np.ones((n_1, 1))

    return dW1, db1, dW2, db2
