import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random):
    yield {
        "title": "two units, three examples",
        "shown": True,
        "inputs": {
            "dZ": np.array([[1.0, 0.0, -4.0], [0.5, 0.5, 2.0]]),
            "A_prev": np.array([[1.0, 2.0, 0.0]]),
            "W": np.array([[1.0], [-1.0]]),
            "b": np.array([[0.0], [1.0]]),
            "alpha": 1.0,
        },
    }
    for n_prev, n, m in (4, 3, 6), (2, 1, 5), (3, 4, 1), (5, 5, 5):
        yield {
            "title": f"{n} units, m = {m}",
            "inputs": {
                "dZ": random.normal(size=(n, m)),
                "A_prev": random.normal(size=(n_prev, m)),
                "W": random.normal(size=(n, n_prev)),
                "b": random.normal(size=(n, 1)),
                "alpha": 0.3,
            },
        }


def expected(dZ, A_prev, W, b, alpha):
    layer = Dense(len(W))
    network = Network([layer], n_inputs=W.shape[1])
    layer.W[...], layer.b[...] = W, b
    network.forward(A_prev)
    layer.dZ[...] = dZ
    layer.backward_from_dZ(None)
    network.gradient /= dZ.shape[1]
    SGD(alpha).step(network)
    return layer.W, layer.b
