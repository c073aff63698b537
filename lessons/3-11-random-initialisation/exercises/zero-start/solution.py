import numpy as np


def initialise(n_x, n_1, n_y, seed):
    """The first W1, b1, W2, b2, a tuple."""
    rng = np.random.default_rng(seed)
    sizes = [n_x, n_1, n_y]
    parameters = []

    for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
        # small, so that tanh begins in its steep part,
        # and unlike, so that units can part
        W = 0.01 * rng.standard_normal((n_out, n_in))
        b = np.zeros((n_out, 1))
        parameters += [W, b]

    return tuple(parameters)
