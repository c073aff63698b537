import numpy as np


def he(n_in, n_out, seed):
    """First weights, (n_out, n_in), for a layer of ReLU."""
    rng = np.random.default_rng(seed)
    spread = np.sqrt(2 / n_in)
    W = rng.normal((n_out, n_in))
    W = spread * W
    return W
