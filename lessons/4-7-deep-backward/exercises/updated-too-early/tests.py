import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random):
    yield {
        "title": "alpha = 1, where it shows most",
        "shown": True,
        "inputs": {
            "X": np.array([[1.0, -2.0], [0.5, 1.0]]),
            "Y": np.array([[1.0, 0.0]]),
            "W1": np.array([[1.0, 0.5], [-1.0, 2.0]]),
            "b1": np.zeros((2, 1)),
            "W2": np.array([[1.0, -1.0]]),
            "b2": np.zeros((1, 1)),
            "alpha": 1.0,
        },
    }
    for n_x, n_1, m, alpha in (2, 4, 6, 0.1), (3, 1, 5, 1.0), (1, 3, 4, 0.5), (4, 5, 1, 2.0):
        yield {
            "title": f"{n_x}-{n_1}-1, m = {m}, alpha = {alpha}",
            "inputs": {
                "X": random.normal(size=(n_x, m)),
                "Y": random.integers(0, 2, (1, m)).astype(float),
                "W1": random.normal(size=(n_1, n_x)),
                "b1": random.normal(size=(n_1, 1)),
                "W2": random.normal(size=(1, n_1)),
                "b2": random.normal(size=(1, 1)),
                "alpha": alpha,
            },
        }


def expected(X, Y, W1, b1, W2, b2, alpha):
    first, second = Dense(len(W1), "tanh"), Dense(1, "sigmoid")
    network = Network([first, second], n_inputs=len(X), loss="binary_crossentropy")
    for layer, W, b in (first, W1, b1), (second, W2, b2):
        layer.W[...], layer.b[...] = W, b
    network.forward(X)
    network.backward(Y)
    SGD(alpha).step(network)
    return first.W, first.b, second.W, second.b
