import numpy as np


def batch_norm(X, gamma, beta, mu_run, var_run, training, epsilon=1e-5):
    """Z, and the running mean and variance."""
    if training:
        # of each unit, over the examples
        mu = X.mean(axis=1, keepdims=True)
        var = X.var(axis=1, keepdims=True)
        mu_run = 0.9 * mu_run + 0.1 * mu
        var_run = 0.9 * var_run + 0.1 * var
    else:
        # an answer must not depend on its neighbours
        mu, var = mu_run, var_run
    X_hat = (X - mu) / np.sqrt(var + epsilon)
    return gamma * X_hat + beta, mu_run, var_run
