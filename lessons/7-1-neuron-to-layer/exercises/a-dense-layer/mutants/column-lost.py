"""Your db has the shape (n_out,) and no longer that of b, a column. The mean along the rows
has to keep its axis, or the update turns b into a square.
"""

import numpy as np


class Dense:
    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(0, np.sqrt(2 / n_in), (n_out, n_in))
        self.b = np.zeros((n_out, 1))

    def forward(self, A):
        self.A_prev = A
        return self.W @ A + self.b

    def backward(self, dZ):
        self.dW = dZ @ self.A_prev.T / dZ.shape[1]
        self.db = dZ.mean(axis=1)
        return self.W.T @ dZ
