import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    X = np.array([[1, 3, 1.2, -2.1], [2, 4, -1.1, 1.3], [-1, -3.2, 0, -0.5]])
    undecided = {"X": X, "A": np.full((3, 1), 0.5), "Y": np.array([[1.0], [0], [1]])}
    yield {"title": "the lesson's three examples, as rows", "shown": True, "inputs": undecided}
    for m, n in ((1, 1), (1, 3), (4, 1), (5, 2), (3, 3)):
        inputs = {
            "X": random.normal(size=(m, n)),
            "A": random.uniform(0.1, 0.9, (m, 1)),
            "Y": random.integers(0, 2, (m, 1)).astype(float),
        }
        yield {"title": f"{m} examples, {n} inputs", "inputs": inputs}


def expected(X, A, Y):
    """Return what a right answer gives, by the engine, which has examples as columns."""
    network = Network([Dense(1, "sigmoid")], n_inputs=X.shape[1], loss="binary_crossentropy")
    layer = network.layers[0]
    network.forward(X.T)
    layer.A[...] = A.T
    network.backward(Y.T)
    return layer.dW.T, layer.db[0, 0]
