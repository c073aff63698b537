"""Your weights lie on their side, as in programs with examples as rows. Here they are columns:
W1 is (32, 2), b1 (32, 1), W2 (3, 32) and b2 (3, 1).
"""

import numpy as np


def train(X, Y, seed):
    return np.zeros((2, 32)), np.zeros((1, 32)), np.zeros((32, 3)), np.zeros((1, 3))
