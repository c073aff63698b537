import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    lesson = {
        "X": np.array([[0.0, 2, 1], [2, 1, 1]]),
        "Y": np.array([[0.0, 1, 1]]),
        "Z1": np.array([[1.0, 4, 2], [-2, 3, 1]]),
        "A1": np.array([[1.0, 4, 2], [0, 3, 1]]),
        "A2": np.full((1, 3), 0.5),
        "W2": np.array([[-1.0, 1]]),
    }
    yield {"title": "the lesson's three examples", "shown": True, "inputs": lesson}
    for n0, n1, n2, m in ((1, 1, 1, 1), (2, 3, 1, 4), (3, 2, 2, 5), (3, 3, 3, 3)):
        Z1 = random.normal(size=(n1, m))
        inputs = {
            "X": random.normal(size=(n0, m)),
            "Y": random.integers(0, 2, (n2, m)).astype(float),
            "Z1": Z1,
            "A1": np.maximum(Z1, 0),
            "A2": random.uniform(0.1, 0.9, (n2, m)),
            "W2": random.normal(size=(n2, n1)),
        }
        yield {"title": f"a network {n0}-{n1}-{n2}, m = {m}", "inputs": inputs}


def expected(X, Y, Z1, A1, A2, W2):
    """Return what a right answer gives, by the engine."""
    hidden, output = Dense(len(A1), "relu"), Dense(len(A2), "sigmoid")
    network = Network([hidden, output], n_inputs=len(X), loss="binary_crossentropy")
    network.forward(X)
    output.W[...], hidden.Z[...], hidden.A[...], output.A[...] = W2, Z1, A1, A2
    network.backward(Y)
    return output.dZ, output.dW, output.db, hidden.dZ, hidden.dW, hidden.db
