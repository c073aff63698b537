"""Your Z is right in training, but the running figures never move, so afterwards the layer
will use those it began with. In training, blend the batch's figures into them.
"""

import numpy as np


def batch_norm(X, gamma, beta, mu_run, var_run, training, epsilon=1e-5):
    mu, var = mu_run, var_run
    if training:
        mu, var = X.mean(axis=1, keepdims=True), X.var(axis=1, keepdims=True)
    return gamma * (X - mu) / np.sqrt(var + epsilon) + beta, mu_run, var_run
