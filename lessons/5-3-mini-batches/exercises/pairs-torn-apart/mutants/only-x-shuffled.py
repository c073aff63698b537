"""Now X alone is shuffled and Y stays, so the labels are at strangers as before."""

import numpy as np


def shuffled(X, Y, seed):
    rng = np.random.default_rng(seed)
    return X[:, rng.permutation(X.shape[1])], np.roll(Y, 1, axis=1)
