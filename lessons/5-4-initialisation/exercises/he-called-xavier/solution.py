import numpy as np


def xavier(n_in, n_out, seed):
    """First weights, (n_out, n_in), for a layer of tanh."""
    rng = np.random.default_rng(seed)
    spread = np.sqrt(2 / (n_in + n_out))
    return rng.normal(0, spread, (n_out, n_in))
