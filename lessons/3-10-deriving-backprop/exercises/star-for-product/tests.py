import numpy as np

from engine import Dense, Network


def cases(random):
    yield {
        "title": "three units above, three below, three examples",
        "shown": True,
        "inputs": {
            "dZ2": np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0], [0.0, 0.5, 1.0]]),
            "W2": np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 1.0], [3.0, 0.0, 1.0]]),
            "Z1": np.array([[1.0, -1.0, 2.0], [0.5, 1.0, 0.0], [-2.0, 3.0, 1.0]]),
        },
    }
    for n_2, n_1, m in (2, 2, 2), (5, 5, 5), (3, 4, 2), (1, 6, 1):
        yield {
            "title": f"{n_2} units above, {n_1} below, m = {m}",
            "inputs": {
                "dZ2": random.normal(size=(n_2, m)),
                "W2": random.normal(size=(n_2, n_1)),
                "Z1": random.normal(size=(n_1, m)),
            },
        }


def expected(dZ2, W2, Z1):
    below, above = Dense(len(Z1), "relu"), Dense(len(W2))
    network = Network([below, above], n_inputs=len(Z1))
    below.W[...], below.b[...], above.W[...] = np.eye(len(Z1)), 0, W2
    network.forward(Z1)
    above.dZ[...] = dZ2
    above.backward_from_dZ(below.dA)
    below.activation_backward()
    return below.dZ
