import numpy as np


def shuffled(X, Y, seed):
    """X and Y with their examples in a new order."""
    rng = np.random.default_rng(seed)
    m = X.shape[1]
    X = X[:, rng.permutation(m)]
    Y = Y[:, rng.permutation(m)]
    return X, Y
