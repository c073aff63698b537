import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    lesson = {
        "X": np.array([[2.0], [-1]]),
        "Y": np.array([[1.0]]),
        "A1": np.array([[0.6], [-0.8]]),
        "A2": np.array([[0.5]]),
        "W2": np.array([[5.0, -2]]),
    }
    yield {"title": "one example, two tanh units", "shown": True, "inputs": lesson}
    for n0, n1, n2, m in ((1, 1, 1, 1), (2, 3, 1, 4), (3, 2, 2, 5), (3, 3, 3, 3), (2, 4, 3, 1)):
        inputs = {
            "X": random.normal(size=(n0, m)),
            "Y": random.integers(0, 2, (n2, m)).astype(float),
            "A1": random.uniform(-0.9, 0.9, (n1, m)),
            "A2": random.uniform(0.1, 0.9, (n2, m)),
            "W2": random.normal(size=(n2, n1)),
        }
        yield {"title": f"a network {n0}-{n1}-{n2}, m = {m}", "inputs": inputs}


def expected(X, Y, A1, A2, W2):
    """Return what a right answer gives, by the engine."""
    hidden, output = Dense(len(A1), "tanh"), Dense(len(A2), "sigmoid")
    network = Network([hidden, output], n_inputs=len(X), loss="binary_crossentropy")
    network.forward(X)
    output.W[...], hidden.A[...], output.A[...] = W2, A1, A2
    network.backward(Y)
    return output.dZ, output.dW, output.db, hidden.dZ, hidden.dW, hidden.db
