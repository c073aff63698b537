"""You take all examples in one batch, so an epoch has a single update. Take `size` of them at
a time.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def train(network, X, Y, rng, epochs, size, alpha):
    for _ in range(epochs):
        order = rng.permutation(X.shape[1])
        Z = network.forward(X[:, order])
        network.backward(softmax(Z) - Y[:, order])
        network.step(alpha)
