"""Every epoch takes the examples in the same order, so the same ones meet in the same batches
for ever. Draw a new order at the beginning of each epoch.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def train(network, X, Y, rng, epochs, size, alpha):
    for _ in range(epochs):
        for start in range(0, X.shape[1], size):
            part = slice(start, start + size)
            Z = network.forward(X[:, part])
            network.backward(softmax(Z) - Y[:, part])
            network.step(alpha)
