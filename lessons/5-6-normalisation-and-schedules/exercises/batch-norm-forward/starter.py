import numpy as np


def batch_norm(X, gamma, beta, mu_run, var_run, training, epsilon=1e-5):
    """Z, and the running mean and variance."""
    # whose mean and variance?
    # x hat, then scale and shift
    Z = X
    return Z, mu_run, var_run
