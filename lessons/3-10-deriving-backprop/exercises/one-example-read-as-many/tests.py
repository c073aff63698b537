import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random):
    for number, true in enumerate((0, 2, 1, 1)):
        x, b1, b2 = random.normal(size=(3, 3))
        W1, W2 = random.normal(size=(2, 3, 3))
        yield {
            "title": f"an example of class {true}" + (", again" if number == 3 else ""),
            "shown": number == 0,
            "inputs": {
                "x": x,
                "y": np.eye(3)[true],
                "W1": W1,
                "b1": b1,
                "W2": W2,
                "b2": b2,
                "alpha": 0.5,
            },
        }


def expected(x, y, W1, b1, W2, b2, alpha):
    first, last = Dense(3, "tanh"), Dense(3, "softmax")
    network = Network([first, last], n_inputs=3, loss="categorical_crossentropy")
    for layer, W, b in (first, W1, b1), (last, W2, b2):
        layer.W[...], layer.b[...] = W, b[:, None]
    network.forward(x[:, None])
    network.backward(y[:, None])
    SGD(alpha).step(network)
    return first.W, first.b[:, 0], last.W, last.b[:, 0]
