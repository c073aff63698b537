"""The weights are no longer 0, but all alike, and equal units stay equal whatever their
weights are. They have to be drawn at random.
"""

import numpy as np


def initialise(n_x, n_1, n_y, seed):
    W1, W2 = np.full((n_1, n_x), 0.01), np.full((n_y, n_1), 0.01)
    return W1, np.zeros((n_1, 1)), W2, np.zeros((n_y, 1))
