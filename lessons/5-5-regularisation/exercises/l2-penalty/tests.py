import numpy as np

from engine import Dense, Network


def cases(random):
    yield {
        "title": "one unit with two weights",
        "shown": True,
        "inputs": {
            "J": 1.0,
            "dW": np.array([[0.5, -0.5]]),
            "db": np.array([[0.25]]),
            "W": np.array([[3.0, -1.0]]),
            "b": np.array([[2.0]]),
            "lam": 0.1,
        },
    }
    for n, n_in, lam in (3, 4, 0.01), (1, 1, 0.5), (5, 1, 2.0), (2, 6, 0.3):
        yield {
            "title": f"{n} units with {n_in} weights each, lam = {lam}",
            "inputs": inputs(random, random.normal(size=(n, n_in)), lam),
        }
    yield {"title": "no penalty", "inputs": inputs(random, random.normal(size=(2, 3)), 0.0)}
    yield {"title": "all weights 0", "inputs": inputs(random, np.zeros((2, 2)), 0.7)}


def inputs(random, W, lam):
    b, db = random.normal(size=(2, len(W), 1))
    J, dW = float(random.uniform(0, 2)), random.normal(size=W.shape)
    return {"J": J, "dW": dW, "db": db, "W": W, "b": b, "lam": lam}


def expected(J, dW, db, W, b, lam):
    layer = Dense(len(W), l2=lam)
    Network([layer], n_inputs=W.shape[1])
    layer.W[...], layer.b[...] = W, b
    layer.dW[...], layer.db[...] = dW, db
    layer.penalty_backward()
    return J + layer.penalty(), layer.dW, layer.db
