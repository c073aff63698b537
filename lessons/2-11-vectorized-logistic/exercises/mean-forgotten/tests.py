import numpy as np

from engine import Dense, Network


def cases(random):
    yield {
        "title": "three examples with four features, from zeros",
        "shown": True,
        "inputs": {
            "X": np.array([[1, 2, -1], [3, 4, -3.2], [1.2, -1.1, 0], [-2.1, 1.3, -0.5]]),
            "Y": np.array([[1.0, 0.0, 1.0]]),
            "w": np.zeros((4, 1)),
            "b": 0.0,
        },
    }
    for n, m in (2, 10), (1, 5), (3, 1), (5, 40):
        yield {
            "title": f"n = {n}, m = {m}",
            "inputs": {
                "X": random.normal(size=(n, m)),
                "Y": random.integers(0, 2, (1, m)).astype(float),
                "w": random.normal(size=(n, 1)),
                "b": float(random.normal()),
            },
        }


def expected(X, Y, w, b):
    neuron = Dense(1, "sigmoid")
    network = Network([neuron], n_inputs=len(X), loss="binary_crossentropy")
    neuron.W[...], neuron.b[...] = w.T, b
    network.forward(X)
    network.backward(Y)
    return network.cost(Y), neuron.dW.T, neuron.db.item()
