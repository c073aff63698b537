"""Your last layer moves before its slopes have been handed down, so that the layers below get
the slopes of weights that made no forward pass. First all of `backward`, then `step`.
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
    """A gate: numbers above 0 pass, the others become 0."""

    def forward(self, Z):
        self.on = Z > 0  # the way back needs to know who was on
        return Z * self.on

    def backward(self, dA):
        return dA * self.on


class Network:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, slope):
        self.slope = slope

    def step(self, alpha):
        slope = self.slope
        for layer in reversed(self.layers):
            if isinstance(layer, Dense):
                m = slope.shape[1]
                layer.W = layer.W - alpha * slope @ layer.A_prev.T / m
                layer.b = layer.b - alpha * slope.mean(axis=1, keepdims=True)
                slope = layer.W.T @ slope
            else:
                slope = layer.backward(slope)
