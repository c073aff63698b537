import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    three = {"w": np.zeros(1), "b": 0.0, "X": np.array([[1.0, 2, 4]]), "Y": np.array([0.0, 0, 1])}
    yield {"title": "the lesson's three examples", "shown": True, "inputs": three}
    for n, m in ((2, 1), (1, 1), (2, 5), (4, 3), (3, 3)):
        inputs = {
            "w": random.normal(size=n),
            "b": 0.5,
            "X": random.normal(size=(n, m)),
            "Y": random.integers(0, 2, m).astype(float),
        }
        yield {"title": f"{n} inputs, {m} examples", "inputs": inputs}


def expected(w, b, X, Y):
    """Return what a right answer gives, by the engine."""
    network = Network([Dense(1, "sigmoid")], n_inputs=len(X), loss="binary_crossentropy")
    layer = network.layers[0]
    layer.W[...], layer.b[...] = w, b
    network.forward(X)
    network.backward(Y[None, :])
    return network.cost(Y[None, :]), layer.dW[0], layer.db[0, 0]
