import numpy as np

from engine import Dense, Network

CALL = """
import numpy as np
n_out, n_in = W.shape
layer = Dense(n_in, n_out, np.random.default_rng(0))
W_shape, b_shape = layer.W.shape, layer.b.shape
spread = np.round(np.std(Dense(200, 100, np.random.default_rng(0)).W), 2)
layer.W, layer.b = W.copy(), b.copy()
Z = layer.forward(A_prev)
dA_prev = layer.backward(dZ)
dW, db = layer.dW, layer.db
"""


def cases(random):
    worked = {
        "W": np.array([[1.0, -2.0], [0.0, 0.5], [-1.0, 1.0]]),
        "b": np.array([[0.0], [1.0], [-1.0]]),
        "A_prev": np.array([[3.0, 0.0], [1.0, 2.0]]),
        "dZ": np.array([[1.0, 0.0], [-2.0, 4.0], [0.5, 0.5]]),
    }
    yield {"title": "2 inputs, 3 units, m = 2", "shown": True, "call": CALL, "inputs": worked}
    for n_in, n_out, m in (4, 2, 7), (1, 1, 5), (3, 3, 3), (5, 4, 1), (1, 6, 2):
        yield {
            "title": f"{n_in} inputs, {n_out} units, m = {m}",
            "call": CALL,
            "inputs": {
                "W": random.normal(size=(n_out, n_in)),
                "b": random.normal(size=(n_out, 1)),
                "A_prev": random.normal(size=(n_in, m)),
                "dZ": random.normal(size=(n_out, m)),
            },
        }


def expected(W, b, A_prev, dZ):
    n_out, n_in = W.shape
    layer = Dense(n_out)
    network = Network([layer], n_inputs=n_in)
    layer.W[...], layer.b[...] = W, b
    Z = network.forward(A_prev)
    layer.dZ[...] = dZ
    dA_prev = np.empty_like(A_prev)
    layer.backward_from_dZ(dA_prev)
    m = A_prev.shape[1]  # what Network divides by, once for all layers
    he = Network([Dense(100)], n_inputs=200, initializer="he", seed=0)
    spread = np.round(np.std(he.layers[0].W), 2)
    return W.shape, b.shape, spread, Z, layer.dW / m, layer.db / m, dA_prev
