import numpy as np

from engine import Dense, Network


def cases(random):
    for n_x, n_1, m in (2, 3, 4), (3, 1, 5), (1, 4, 6), (4, 4, 4), (2, 5, 1):
        yield {
            "title": f"{n_x}-{n_1}-1, m = {m}",
            "shown": (n_x, n_1) == (2, 3),
            "inputs": {
                "X": random.normal(size=(n_x, m)),
                "Y": random.integers(0, 2, (1, m)).astype(float),
                "A1": np.tanh(random.normal(size=(n_1, m))),
                "A2": random.uniform(0.05, 0.95, (1, m)),
                "W2": random.normal(size=(1, n_1)),
            },
        }


def expected(X, Y, A1, A2, W2):
    first, last = Dense(len(A1), "tanh"), Dense(1, "sigmoid")
    network = Network([first, last], n_inputs=len(X), loss="binary_crossentropy")
    last.W[...] = W2
    network.forward(X)
    first.A[...], last.A[...] = A1, A2  # the layers' own outputs, whatever led to them
    network.backward(Y)
    return first.dW, first.db, last.dW, last.db
