import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD

CALL = """
import numpy as np
rng = np.random.default_rng(0)
first, last = Dense(W1.shape[1], len(W1), rng), Dense(len(W1), len(W2), rng)
first.W, first.b, last.W, last.b = W1.copy(), b1.copy(), W2.copy(), b2.copy()
network = Network([first, ReLU(), last])
output = network.forward(X)
network.backward(2 * (output - Y))
network.step(alpha)
change_W1, change_b1 = first.W - W1, first.b - b1
change_W2, change_b2 = last.W - W2, last.b - b2
"""


def cases(random):
    yield {
        "title": "1-2-1, squared error, one step of 0.1",
        "shown": True,
        "call": CALL,
        "inputs": {
            "X": np.array([[1.0, -2.0]]),
            "Y": np.array([[1.0, 2.0]]),
            "W1": np.array([[1.0], [-1.0]]),
            "b1": np.array([[0.5], [1.0]]),  # one of the sums is exactly 0
            "W2": np.array([[1.0, 2.0]]),
            "b2": np.array([[0.0]]),
            "alpha": 0.1,
        },
    }
    for n_x, n_1, n_y, m, alpha in (
        (3, 4, 2, 6, 0.1),
        (1, 1, 1, 4, 1.0),
        (2, 5, 3, 1, 0.5),
        (4, 4, 4, 4, 0.3),
    ):
        yield {
            "title": f"{n_x}-{n_1}-{n_y}, m = {m}",
            "call": CALL,
            "inputs": {
                "X": random.normal(size=(n_x, m)),
                "Y": random.normal(size=(n_y, m)),
                "W1": random.normal(size=(n_1, n_x)),
                "b1": random.normal(size=(n_1, 1)),
                "W2": random.normal(size=(n_y, n_1)),
                "b2": random.normal(size=(n_y, 1)),
                "alpha": alpha,
            },
        }


def expected(X, Y, W1, b1, W2, b2, alpha):
    first, last = Dense(len(W1), "relu"), Dense(len(W2))
    network = Network([first, last], n_inputs=len(X), loss="mse")
    for layer, W, b in (first, W1, b1), (last, W2, b2):
        layer.W[...], layer.b[...] = W, b
    output = network.forward(X)
    network.backward(Y)
    SGD(alpha).step(network)
    return output, first.W - W1, first.b - b1, last.W - W2, last.b - b2
