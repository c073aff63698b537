"""The labels that come with a batch are not those of its examples: X and Y are taken in two
different orders. One order has to serve both.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def train(network, X, Y, rng, epochs, size, alpha):
    for _ in range(epochs):
        order, other = rng.permutation(X.shape[1]), rng.permutation(X.shape[1])
        for start in range(0, X.shape[1], size):
            part = slice(start, start + size)
            Z = network.forward(X[:, order[part]])
            network.backward(softmax(Z) - Y[:, other[part]])
            network.step(alpha)
