import numpy as np


def he(n_in, n_out, seed):
    """First weights, (n_out, n_in), for a layer of ReLU."""
    rng = np.random.default_rng(seed)
    spread = np.sqrt(2 / n_in)
    # by name: it cannot be taken for the mean
    W = rng.normal(size=(n_out, n_in))
    return spread * W
