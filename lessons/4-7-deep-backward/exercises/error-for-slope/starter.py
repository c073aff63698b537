import numpy as np


def output_slopes(A, Y, A_prev):
    """dW and db of a sigmoid output layer with cross-entropy."""
    m = Y.shape[1]

    # the slope of the loss, then through the sigmoid
    dA = A - Y
    dZ = dA * A * (1 - A)

    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    return dW, db
