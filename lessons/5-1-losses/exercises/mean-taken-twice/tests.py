import numpy as np

from engine import Dense, Network


def cases(random):
    for n, K, m in (2, 3, 4), (3, 2, 64), (1, 4, 8), (5, 5, 5), (2, 3, 1):
        yield {
            "title": f"{K} classes, m = {m}",
            "shown": m == 4,
            "inputs": {
                "X": random.normal(size=(n, m)),
                "Y": np.eye(K)[:, random.integers(0, K, m)],
                "W": random.normal(size=(K, n)),
                "b": random.normal(size=(K, 1)),
            },
        }


def expected(X, Y, W, b):
    layer = Dense(len(W), "softmax")
    network = Network([layer], n_inputs=len(X), loss="categorical_crossentropy")
    layer.W[...], layer.b[...] = W, b
    network.forward(X)
    network.backward(Y)
    return layer.dW, layer.db
