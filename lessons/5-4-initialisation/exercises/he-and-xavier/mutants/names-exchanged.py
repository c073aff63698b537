"""Your two rules have changed places. He's, with 2/n_in, is the one for ReLU; it is found in
many notes under the name of Xavier.
"""

import numpy as np


def he(n_in, n_out, seed):
    """Return first weights for ReLU, shape (n_out, n_in)."""
    rng = np.random.default_rng(seed)
    return rng.normal(0, np.sqrt(2 / (n_in + n_out)), (n_out, n_in))


def xavier(n_in, n_out, seed):
    """Return first weights for tanh, shape (n_out, n_in)."""
    rng = np.random.default_rng(seed)
    return rng.normal(0, np.sqrt(2 / n_in), (n_out, n_in))
