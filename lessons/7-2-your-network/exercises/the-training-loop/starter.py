import numpy as np


def softmax(Z):
    """The probabilities of the scores Z, (K, m)."""
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def train(network, X, Y, rng, epochs, size, alpha):
    """Train the network on mini-batches, in a new order each epoch."""
    m = X.shape[1]
    # for each epoch: a new order
    # for each batch: forward, backward, step
