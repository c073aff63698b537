import numpy as np


class Dense:
    """A dense layer: Z = W A + b, with examples as columns."""

    def __init__(self, n_in, n_out, rng):
        self.W = np.zeros((n_out, n_in))
        self.b = np.zeros((n_out, 1))

    def forward(self, A):
        """Z, (n_out, m), from the activations A, (n_in, m)."""

    def backward(self, dZ):
        """Set dW and db; return the slopes of what came in."""
