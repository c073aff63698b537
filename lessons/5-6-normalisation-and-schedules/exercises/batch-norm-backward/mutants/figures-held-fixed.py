"""Your dX treats mean and variance as constants. In training they move with every x of the
unit: two terms are to be taken off.
"""

import numpy as np


def batch_norm_backward(dZ, X, gamma, epsilon=1e-5):
    deviation = np.sqrt(X.var(axis=1, keepdims=True) + epsilon)
    X_hat = (X - X.mean(axis=1, keepdims=True)) / deviation
    dgamma = (dZ * X_hat).sum(axis=1, keepdims=True)
    return dgamma, dZ.sum(axis=1, keepdims=True), gamma * dZ / deviation
