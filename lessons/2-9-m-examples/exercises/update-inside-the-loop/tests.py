import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random):
    yield {
        "title": "three examples, alpha = 1",
        "shown": True,
        "inputs": {
            "X": np.array([[1.0, 2.0, -1.0], [3.0, 0.0, 1.0]]),
            "Y": np.array([[1.0, 0.0, 1.0]]),
            "w": np.zeros((2, 1)),
            "b": 0.0,
            "alpha": 1.0,
        },
    }
    for m, alpha in (1, 0.5), (2, 0.3), (10, 2.0), (40, 0.1):
        yield {
            "title": f"m = {m}",
            "inputs": {
                "X": random.normal(size=(2, m)),
                "Y": random.integers(0, 2, (1, m)).astype(float),
                "w": random.normal(size=(2, 1)),
                "b": float(random.normal()),
                "alpha": alpha,
            },
        }


def expected(X, Y, w, b, alpha):
    neuron = Dense(1, "sigmoid")
    network = Network([neuron], n_inputs=2, loss="binary_crossentropy")
    neuron.W[...], neuron.b[...] = w.T, b
    network.forward(X)
    network.backward(Y)
    SGD(alpha).step(network)
    return neuron.W.T, neuron.b.item()
