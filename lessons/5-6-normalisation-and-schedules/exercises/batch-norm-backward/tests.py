import numpy as np

from engine import BatchNorm


def cases(random):
    yield {
        "title": "one unit, three examples",
        "shown": True,
        "inputs": {
            "dZ": np.array([[1.0, 0.0, -0.5]]),
            "X": np.array([[1.0, 2.0, 4.0]]),
            "gamma": np.array([[2.0]]),
        },
    }
    for n, m in (3, 6), (4, 4), (1, 10), (2, 1), (5, 2):
        yield {
            "title": f"{n} units, m = {m}",
            "inputs": {
                "dZ": random.normal(size=(n, m)),
                "X": random.normal(1, 2, (n, m)),
                "gamma": random.normal(size=(n, 1)),
            },
        }


def expected(dZ, X, gamma):
    layer = BatchNorm()
    layer.build((len(X),), np.dtype(float))
    layer.gamma, layer.beta = gamma, np.zeros_like(gamma)
    layer.dgamma, layer.dbeta = np.empty_like(gamma), np.empty_like(gamma)
    layer.running_mean, layer.running_variance = np.zeros_like(gamma), np.ones_like(gamma)
    layer.resize(X.shape[1])
    layer.forward(X, training=True)
    layer.dZ[...] = dZ
    dX = np.empty_like(X)
    layer.backward_from_dZ(dX)
    return layer.dgamma, layer.dbeta, dX
