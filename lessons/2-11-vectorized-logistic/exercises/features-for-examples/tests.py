import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random):
    yield {
        "title": "two features, four examples",
        "shown": True,
        "inputs": {
            "X": np.array([[1.0, 2.0, 0.0, -1.0], [0.0, -1.0, 1.0, 3.0]]),
            "Y": np.array([[1.0, 0.0, 0.0, 1.0]]),
            "w": np.array([[1.0], [-1.0]]),
            "b": 0.5,
            "alpha": 1.0,
        },
    }
    for n, m, alpha in (4, 4, 1.0), (4, 100, 0.1), (6, 1, 0.5), (1, 7, 2.0):
        yield {
            "title": f"n = {n}, m = {m}",
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
