import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    X = np.array([[1, 2, -1], [3, 4, -3.2], [1.2, -1.1, 0], [-2.1, 1.3, -0.5]])
    w = np.array([[0.5], [-0.25], [1], [0]])
    yield {"title": "four inputs", "shown": True, "inputs": {"w": w, "b": 0.5, "X": X}}
    for n, m in ((1, 1), (3, 1), (1, 4), (3, 3), (2, 6)):
        w, X = random.normal(size=(n, 1)), random.normal(size=(n, m))
        yield {"title": f"{n} inputs, {m} examples", "inputs": {"w": w, "b": -0.5, "X": X}}


def expected(w, b, X):
    """Return what a right answer gives, by the engine."""
    network = Network([Dense(1, "sigmoid")], n_inputs=len(X), loss="binary_crossentropy")
    network.layers[0].W[...], network.layers[0].b[...] = w.T, b
    return network.forward(X)
