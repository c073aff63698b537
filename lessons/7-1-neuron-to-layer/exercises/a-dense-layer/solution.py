import numpy as np


class Dense:
    """A dense layer: Z = W A + b, with examples as columns."""

    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(0, np.sqrt(2 / n_in), (n_out, n_in))
        self.b = np.zeros((n_out, 1))

    def forward(self, A):
        """Z, (n_out, m), from the activations A, (n_in, m)."""
        self.A_prev = A  # dW will need it
        return self.W @ A + self.b

    def backward(self, dZ):
        """Set dW and db; return the slopes of what came in."""
        m = dZ.shape[1]
        # the only place where 1/m comes in
        self.dW = dZ @ self.A_prev.T / m
        self.db = dZ.mean(axis=1, keepdims=True)
        return self.W.T @ dZ
