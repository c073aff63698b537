import numpy as np

from engine import Dense, Network


def cases(random):
    yield {
        "title": "two examples, three classes",
        "shown": True,
        "inputs": {
            "X": np.array([[0.0, 1.0]]),
            "W": np.array([[3.0], [3.0], [3 - np.log(2)]]),
            "b": np.array([[0.0], [0.0], [np.log(2)]]),
        },
    }
    for n, K, m in (2, 4, 6), (3, 2, 1), (1, 5, 5), (4, 4, 4):
        yield {
            "title": f"{K} classes, m = {m}",
            "inputs": {
                "X": random.normal(size=(n, m)),
                "W": random.normal(size=(K, n)),
                "b": random.normal(size=(K, 1)),
            },
        }


def expected(X, W, b):
    layer = Dense(len(W), "softmax")
    network = Network([layer], n_inputs=len(X), loss="categorical_crossentropy")
    layer.W[...], layer.b[...] = W, b
    return network.forward(X)
