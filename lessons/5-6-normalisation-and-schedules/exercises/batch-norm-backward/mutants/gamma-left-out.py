"""Your dX has lost gamma. The slope of x hat is gamma times dZ, and all of dX is built on it."""

import numpy as np


def batch_norm_backward(dZ, X, gamma, epsilon=1e-5):
    deviation = np.sqrt(X.var(axis=1, keepdims=True) + epsilon)
    X_hat = (X - X.mean(axis=1, keepdims=True)) / deviation
    dgamma = (dZ * X_hat).sum(axis=1, keepdims=True)
    shared = X_hat * (dZ * X_hat).mean(axis=1, keepdims=True)
    dX = (dZ - dZ.mean(axis=1, keepdims=True) - shared) / deviation
    return dgamma, dZ.sum(axis=1, keepdims=True), dX
