from engine import Dense, Network

CALL = """
import numpy as np
W = np.asarray(xavier(n_in, n_out, seed))
shape, spread = W.shape, np.sqrt(np.mean(W**2))
"""


def cases(random):
    for n_in, n_out in (300, 300), (300, 100), (64, 640), (500, 200):
        yield {
            "title": f"{n_in} inputs, {n_out} outputs",
            "shown": n_in == n_out,
            "call": CALL,
            "inputs": {"n_in": n_in, "n_out": n_out, "seed": 1},
        }


def expected(n_in, n_out, seed):
    layer = Dense(n_out, "tanh")
    Network([layer], n_inputs=n_in, initializer="xavier", seed=seed)
    return layer.W.shape, (layer.W**2).mean() ** 0.5
