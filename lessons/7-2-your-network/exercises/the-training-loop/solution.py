import numpy as np


def softmax(Z):
    """The probabilities of the scores Z, (K, m)."""
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def train(network, X, Y, rng, epochs, size, alpha):
    """Train the network on mini-batches, in a new order each epoch."""
    m = X.shape[1]
    for _ in range(epochs):
        order = rng.permutation(m)
        for start in range(0, m, size):
            # one list for X and Y: pairs stay pairs
            these = order[start : start + size]
            Z = network.forward(X[:, these])
            network.backward(softmax(Z) - Y[:, these])
            network.step(alpha)
