"""Your weights lie on their side, inputs times units. In this course a row of W is a unit: units
first, then inputs.
"""

import numpy as np


def start(n_0, n_1, n_2, seed):
    """Return W1, b1, W2 and b2 of a network before training."""
    rng = np.random.default_rng(seed)
    W1 = rng.normal(0, np.sqrt(2 / n_0), (n_0, n_1))
    b1 = np.zeros((n_1, 1))
    W2 = rng.normal(0, np.sqrt(2 / n_1), (n_1, n_2))
    b2 = np.zeros((n_2, 1))
    return W1, b1, W2, b2
