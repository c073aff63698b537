from engine import Dense, Network

CALL = """
import numpy as np
W = np.asarray(he(n_in, n_out, seed))
shape, mean = W.shape, np.round(W.mean(), 1) + 0.0
spread = np.sqrt(np.mean(W**2))
"""


def cases(random):
    for n_in, n_out in (2, 4000), (200, 50), (30, 400), (500, 200):
        yield {
            "title": f"{n_in} inputs, {n_out} units",
            "shown": n_in == 2,
            "call": CALL,
            "inputs": {"n_in": n_in, "n_out": n_out, "seed": 2},
        }


def expected(n_in, n_out, seed):
    layer = Dense(n_out, "relu")
    Network([layer], n_inputs=n_in, initializer="he", seed=seed)
    return layer.W.shape, 0.0, (layer.W**2).mean() ** 0.5
