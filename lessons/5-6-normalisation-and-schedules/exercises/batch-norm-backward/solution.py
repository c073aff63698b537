import numpy as np


def batch_norm_backward(dZ, X, gamma, epsilon=1e-5):
    """dgamma and dbeta, both (n, 1), and dX, of the shape of X."""
    mu = X.mean(axis=1, keepdims=True)
    deviation = np.sqrt(X.var(axis=1, keepdims=True) + epsilon)
    X_hat = (X - mu) / deviation

    dgamma = (dZ * X_hat).sum(axis=1, keepdims=True)
    dbeta = dZ.sum(axis=1, keepdims=True)

    dX_hat = gamma * dZ
    through_mean = dX_hat.mean(axis=1, keepdims=True)
    through_variance = X_hat * (dX_hat * X_hat).mean(axis=1, keepdims=True)
    dX = (dX_hat - through_mean - through_variance) / deviation
    return dgamma, dbeta, dX
