"""There are enough weights now, and they lie on their side: a row for each unit, so (n_out,
n_in).
"""

import numpy as np


def he(n_in, n_out, seed):
    rng = np.random.default_rng(seed)
    return np.sqrt(2 / n_in) * rng.normal(size=(n_in, n_out))
