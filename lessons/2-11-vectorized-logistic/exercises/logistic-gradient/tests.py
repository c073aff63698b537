import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    X = np.array([[1, 2, -1], [3, 4, -3.2], [1.2, -1.1, 0], [-2.1, 1.3, -0.5]])
    undecided = {"X": X, "A": np.full((1, 3), 0.5), "Y": np.array([[1.0, 0, 1]])}
    yield {"title": "the lesson's three examples", "shown": True, "inputs": undecided}
    for n, m in ((1, 1), (3, 1), (1, 4), (2, 5), (4, 4)):
        inputs = {
            "X": random.normal(size=(n, m)),
            "A": random.uniform(0.1, 0.9, (1, m)),
            "Y": random.integers(0, 2, (1, m)).astype(float),
        }
        yield {"title": f"{n} inputs, {m} examples", "inputs": inputs}


def expected(X, A, Y):
    """Return what a right answer gives, by the engine."""
    network = Network([Dense(1, "sigmoid")], n_inputs=len(X), loss="binary_crossentropy")
    layer = network.layers[0]
    network.forward(X)
    layer.A[...] = A
    network.backward(Y)
    return layer.dW.T, layer.db[0, 0]
