import numpy as np

from engine import Dense, Network


def cases(random):
    X = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 1.0], [-1.0, 1.0]])
    w = np.array([1.0, -1.0])
    yield {
        "title": "four examples, all answered exactly",
        "shown": True,
        "inputs": {"X": X, "Y": (X @ w)[:, None], "w": w, "b": 0.0},
    }
    for m, n in (5, 3), (2, 1), (8, 8), (1, 2):
        yield {
            "title": f"m = {m}, n = {n}",
            "inputs": {
                "X": random.normal(size=(m, n)),
                "Y": random.normal(size=(m, 1)),
                "w": random.normal(size=n),
                "b": float(random.normal()),
            },
        }


def expected(X, Y, w, b):
    neuron = Dense(1)
    network = Network([neuron], n_inputs=X.shape[1], loss="mse")
    neuron.W[...], neuron.b[...] = w, b
    network.forward(X.T)
    network.backward(Y.T)
    return network.cost(Y.T), neuron.dW[0]
