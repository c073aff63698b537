import numpy as np


def gradients(X, Y, W, b):
    """dW and db of softmax(W X + b) with the mean cross-entropy."""
    m = X.shape[1]

    # forward
    Z = W @ X + b
    E = np.exp(Z - Z.max(axis=0))
    A = E / E.sum(axis=0)

    # backward
    dZ = (A - Y) / m
    dW = dZ @ X.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    return dW, db
