"""Your Z is right. The running figures take 0.9 of this batch and 0.1 of all that was before;
it is the other way round.
"""

import numpy as np


def batch_norm(X, gamma, beta, mu_run, var_run, training, epsilon=1e-5):
    mu, var = mu_run, var_run
    if training:
        mu, var = X.mean(axis=1, keepdims=True), X.var(axis=1, keepdims=True)
        mu_run = 0.1 * mu_run + 0.9 * mu
        var_run = 0.1 * var_run + 0.9 * var
    return gamma * (X - mu) / np.sqrt(var + epsilon) + beta, mu_run, var_run
