"""You step before the slopes of this batch are there, so each update uses those of the batch
before. First forward, then backward, then step.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def train(network, X, Y, rng, epochs, size, alpha):
    for _ in range(epochs):
        order = rng.permutation(X.shape[1])
        for start in range(0, X.shape[1], size):
            these = order[start : start + size]
            Z = network.forward(X[:, these])
            network.step(alpha)
            network.backward(softmax(Z) - Y[:, these])
