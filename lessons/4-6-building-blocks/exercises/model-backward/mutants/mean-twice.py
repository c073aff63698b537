"""Every slope is m times too small. layer_backward takes the mean over the examples already;
what you begin with is a slope for each example.
"""

import numpy as np


def layer_forward(A_prev, W, b, activation):
    """Return A of one layer, "relu" or "sigmoid", and its cache."""
    Z = W @ A_prev + b
    relu = activation == "relu"
    A = np.maximum(Z, 0) if relu else 1 / (1 + np.exp(-Z))
    return A, (A_prev, W, Z)


def layer_backward(dA, cache, activation):
    """Return dA_prev, dW and db of one layer."""
    A_prev, W, Z = cache
    A = 1 / (1 + np.exp(-Z))
    dZ = dA * (Z > 0) if activation == "relu" else dA * A * (1 - A)
    m = dZ.shape[1]
    dW, db = dZ @ A_prev.T / m, np.sum(dZ, axis=1, keepdims=True) / m
    return W.T @ dZ, dW, db


def model_backward(AL, Y, caches):
    """Return a list of pairs (dW, db), layer 1 first."""
    dA = (-Y / AL + (1 - Y) / (1 - AL)) / Y.shape[1]
    activation, grads = "sigmoid", []
    for cache in reversed(caches):
        dA, dW, db = layer_backward(dA, cache, activation)
        grads.insert(0, (dW, db))
        activation = "relu"
    return grads
