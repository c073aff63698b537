"""Now the sum of both sizes is there, but the root has gone: that is the variance.
`rng.normal` wants the spread.
"""

import numpy as np


def xavier(n_in, n_out, seed):
    rng = np.random.default_rng(seed)
    return rng.normal(0, 2 / (n_in + n_out), (n_out, n_in))
