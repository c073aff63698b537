"""Your mean and variance run down the columns, over the units of one example. Batch norm
measures each unit over the examples, along its row.
"""

import numpy as np


def batch_norm(X, gamma, beta, mu_run, var_run, training, epsilon=1e-5):
    mu, var = mu_run, var_run
    if training:
        mu, var = X.mean(axis=0, keepdims=True), X.var(axis=0, keepdims=True)
        mu_run = 0.9 * mu_run + 0.1 * mu
        var_run = 0.9 * var_run + 0.1 * var
    return gamma * (X - mu) / np.sqrt(var + epsilon) + beta, mu_run, var_run
