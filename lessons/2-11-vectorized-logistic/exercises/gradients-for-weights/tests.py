import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random):
    yield {
        "title": "two examples, from w = (1, -1)",
        "shown": True,
        "inputs": {
            "X": np.array([[1.0, 2.0], [0.0, -1.0]]),
            "Y": np.array([[1.0, 0.0]]),
            "w": np.array([[1.0], [-1.0]]),
            "b": 0.5,
            "alpha": 0.1,
        },
    }
    for n, m, alpha in (3, 8, 1.0), (1, 5, 0.1), (4, 1, 0.5), (2, 6, 0.0):
        yield {
            "title": f"n = {n}, m = {m}, alpha = {alpha}",
            "inputs": {
                "X": random.normal(size=(n, m)),
                "Y": random.integers(0, 2, (1, m)).astype(float),
                "w": random.normal(size=(n, 1)),
                "b": float(random.normal()),
                "alpha": alpha,
            },
        }


def expected(X, Y, w, b, alpha):
    neuron = Dense(1, "sigmoid")
    network = Network([neuron], n_inputs=len(X), loss="binary_crossentropy")
    neuron.W[...], neuron.b[...] = w.T, b
    network.forward(X)
    network.backward(Y)
    SGD(alpha).step(network)
    return neuron.W.T, neuron.b.item()
