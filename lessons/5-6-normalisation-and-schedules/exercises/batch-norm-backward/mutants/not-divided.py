"""Your dX is not divided by the deviation. On the way forward x was, so its slope is, too."""

import numpy as np


def batch_norm_backward(dZ, X, gamma, epsilon=1e-5):
    deviation = np.sqrt(X.var(axis=1, keepdims=True) + epsilon)
    X_hat = (X - X.mean(axis=1, keepdims=True)) / deviation
    dgamma = (dZ * X_hat).sum(axis=1, keepdims=True)
    dX_hat = gamma * dZ
    shared = X_hat * (dX_hat * X_hat).mean(axis=1, keepdims=True)
    dX = dX_hat - dX_hat.mean(axis=1, keepdims=True) - shared
    return dgamma, dZ.sum(axis=1, keepdims=True), dX
