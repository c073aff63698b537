"""Examples are left out: the last, short batch of an epoch is never taken. A slice may reach
past the end, so it needs no case of its own.
"""

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def train(network, X, Y, rng, epochs, size, alpha):
    for _ in range(epochs):
        order = rng.permutation(X.shape[1])
        for k in range(X.shape[1] // size):
            these = order[k * size : (k + 1) * size]
            Z = network.forward(X[:, these])
            network.backward(softmax(Z) - Y[:, these])
            network.step(alpha)
