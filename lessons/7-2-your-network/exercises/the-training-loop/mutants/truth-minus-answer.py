"""Your slopes have the wrong sign: it is answer minus truth, softmax(Z) - Y of the batch, and
`step` goes against it.
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
            network.backward(Y[:, these] - softmax(network.forward(X[:, these])))
            network.step(alpha)
