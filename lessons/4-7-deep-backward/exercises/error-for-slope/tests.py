import numpy as np

from engine import Dense, Network


def cases(random):
    yield {
        "title": "undecided, sure and right, sure and wrong",
        "shown": True,
        "inputs": {
            "A": np.array([[0.5, 0.99, 0.99]]),
            "Y": np.array([[1.0, 1.0, 0.0]]),
            "A_prev": np.array([[1.0, 2.0, 1.0], [0.0, -1.0, 3.0]]),
        },
    }
    for n, m in (3, 8), (1, 4), (4, 1), (2, 2):
        yield {
            "title": f"n = {n}, m = {m}",
            "inputs": {
                "A": random.uniform(0.01, 0.99, (1, m)),
                "Y": random.integers(0, 2, (1, m)).astype(float),
                "A_prev": random.normal(size=(n, m)),
            },
        }


def expected(A, Y, A_prev):
    layer = Dense(1, "sigmoid")
    network = Network([layer], n_inputs=len(A_prev), loss="binary_crossentropy")
    network.forward(A_prev)
    layer.A[...] = A
    network.backward(Y)
    return layer.dW, layer.db
