"""Your last layer is right, the others are not. A gate asks where its own layer's sums were
positive; yours asks what that layer had read.
"""

import numpy as np


def train(parameters, X, Y, alpha, steps):
    """Return the list of pairs (W, b) after this many steps."""
    for _ in range(steps):
        A, kept = forward(parameters, X)
        grads = backward(parameters, kept, A - Y)
        parameters = [moved(*pairs, alpha) for pairs in zip(parameters, grads)]
    return parameters


def forward(parameters, X):
    """Return the answers, and what each layer read and its sums."""
    A, kept = X, []
    for l, (W, b) in enumerate(parameters, start=1):
        A_prev = A
        Z = W @ A_prev + b
        last = l == len(parameters)
        A = 1 / (1 + np.exp(-Z)) if last else np.maximum(Z, 0)
        kept.append((A_prev, Z))
    return A, kept


def backward(parameters, kept, dZ):
    """Return a list of pairs (dW, db), layer 1 first."""
    m, grads = dZ.shape[1], []
    for l in range(len(parameters) - 1, -1, -1):
        A_prev, W = kept[l][0], parameters[l][0]
        dW = dZ @ A_prev.T / m
        db = np.sum(dZ, axis=1, keepdims=True) / m
        grads.insert(0, (dW, db))
        if l > 0:
            Z_below = kept[l - 1][0]
            dZ = (W.T @ dZ) * (Z_below > 0)
    return grads


def moved(pair, slopes, alpha):
    """Return the pair (W, b) of a layer after one step."""
    (W, b), (dW, db) = pair, slopes
    return W - alpha * dW, b - alpha * db
