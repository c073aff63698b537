import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random):
    yield {
        "title": "three units, three inputs, one of them 0",
        "shown": True,
        "inputs": {
            "x": np.array([1.0, 0.0, -2.0]),
            "y": np.array([0.0, 1.0, 1.0]),
            "W": np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.0], [2.0, 1.0, 1.0]]),
            "b": np.array([0.0, 0.5, 0.0]),
            "alpha": 0.1,
        },
    }
    for k, n in (2, 2), (5, 5), (2, 4), (3, 1):
        x, W = random.normal(size=n), random.normal(size=(k, n))
        y, b = random.normal(size=(2, k))
        inputs = {"x": x, "y": y, "W": W, "b": b, "alpha": 0.2}
        yield {"title": f"{k} units, {n} inputs", "inputs": inputs}


def expected(x, y, W, b, alpha):
    layer = Dense(len(W))
    network = Network([layer], n_inputs=len(x), loss="mse")
    layer.W[...], layer.b[...] = W, b[:, None]
    network.forward(x[:, None])
    network.backward(y[:, None])
    SGD(alpha).step(network)
    return layer.W, layer.b[:, 0]
