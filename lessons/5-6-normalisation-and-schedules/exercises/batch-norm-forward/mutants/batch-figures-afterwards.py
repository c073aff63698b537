"""After training you still measure by the batch, so an answer depends on its neighbours, and a
single example becomes beta. Use the running figures there.
"""

import numpy as np


def batch_norm(X, gamma, beta, mu_run, var_run, training, epsilon=1e-5):
    mu, var = X.mean(axis=1, keepdims=True), X.var(axis=1, keepdims=True)
    if training:
        mu_run = 0.9 * mu_run + 0.1 * mu
        var_run = 0.9 * var_run + 0.1 * var
    return gamma * (X - mu) / np.sqrt(var + epsilon) + beta, mu_run, var_run
