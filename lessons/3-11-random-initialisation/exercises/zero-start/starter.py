import numpy as np


def initialise(n_x, n_1, n_y, seed):
    """The first W1, b1, W2, b2, a tuple."""
    rng = np.random.default_rng(seed)
    sizes = [n_x, n_1, n_y]
    parameters = []

    for n_in, n_out in zip(sizes, sizes[1:]):
        # nothing is known yet, so begin in the middle
        W = np.zeros((n_out, n_in))
        b = np.zeros((n_out, 1))
        parameters += [W, b]

    return tuple(parameters)
