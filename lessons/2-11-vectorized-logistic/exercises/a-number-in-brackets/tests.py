import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random):
    yield {
        "title": "three examples, one step",
        "shown": True,
        "inputs": {
            "X": np.array([[1.0, 2.0, -1.0], [0.0, -1.0, 1.0]]),
            "Y": np.array([[1.0, 0.0, 0.0]]),
            "w": np.zeros((2, 1)),
            "b": 0.0,
            "alpha": 0.25,
            "steps": 1,
        },
    }
    for n, m, steps in (3, 8, 10), (1, 5, 3), (2, 1, 4), (4, 20, 2):
        yield {
            "title": f"n = {n}, m = {m}, {steps} steps",
            "inputs": {
                "X": random.normal(size=(n, m)),
                "Y": random.integers(0, 2, (1, m)).astype(float),
                "w": random.normal(size=(n, 1)),
                "b": float(random.normal()),
                "alpha": 0.5,
                "steps": steps,
            },
        }


def expected(X, Y, w, b, alpha, steps):
    neuron = Dense(1, "sigmoid")
    network = Network([neuron], n_inputs=len(X), loss="binary_crossentropy")
    neuron.W[...], neuron.b[...] = w.T, b
    descent = SGD(alpha)
    for _ in range(steps):
        network.forward(X)
        network.backward(Y)
        descent.step(network)
    return neuron.W.T, neuron.b.item()
