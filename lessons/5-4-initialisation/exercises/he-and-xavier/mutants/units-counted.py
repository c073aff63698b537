"""Xavier's weights are right. He's rule counts what comes in, and you have counted the units of
the layer.
"""

import numpy as np


def he(n_in, n_out, seed):
    """Return first weights for ReLU, shape (n_out, n_in)."""
    rng = np.random.default_rng(seed)
    return rng.normal(0, np.sqrt(2 / n_out), (n_out, n_in))


def xavier(n_in, n_out, seed):
    """Return first weights for tanh, shape (n_out, n_in)."""
    rng = np.random.default_rng(seed)
    return rng.normal(0, np.sqrt(2 / (n_in + n_out)), (n_out, n_in))
