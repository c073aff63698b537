import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    lesson = {
        "W1": np.array([[2.0, 1], [2, -1]]),
        "b1": np.array([[-1.0], [0]]),
        "W2": np.array([[-1.0, 1]]),
        "b2": np.array([[1.0]]),
        "X": np.array([[0.0, 2, 1], [2, 1, 1]]),
        "Y": np.array([[0.0, 1, 1]]),
        "alpha": 0.6,
    }
    yield {"title": "a network 2-2-1, three examples", "shown": True, "inputs": lesson}
    for n0, n1, n2, m in ((1, 1, 1, 1), (3, 4, 1, 1), (2, 3, 1, 5), (3, 2, 2, 4)):
        inputs = {
            "W1": random.normal(size=(n1, n0)),
            "b1": np.abs(random.normal(size=(n1, 1))),
            "W2": random.normal(size=(n2, n1)),
            "b2": random.normal(size=(n2, 1)),
            "X": random.normal(size=(n0, m)),
            "Y": random.integers(0, 2, (n2, m)).astype(float),
            "alpha": 0.5,
        }
        yield {"title": f"a network {n0}-{n1}-{n2}, m = {m}", "inputs": inputs}


def expected(W1, b1, W2, b2, X, Y, alpha):
    """Return what a right answer gives, by the engine."""
    hidden, output = Dense(len(W1), "relu"), Dense(len(W2), "sigmoid")
    network = Network([hidden, output], n_inputs=len(X), loss="binary_crossentropy")
    hidden.W[...], hidden.b[...], output.W[...], output.b[...] = W1, b1, W2, b2
    network.forward(X)
    network.backward(Y)
    SGD(alpha).step(network)
    return hidden.W, hidden.b, output.W, output.b
