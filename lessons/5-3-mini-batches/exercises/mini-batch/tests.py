from types import SimpleNamespace

import numpy as np

from engine.batches import Batches


def cases(random):
    yield {
        "title": "5 examples, 2 at a time: the first batch",
        "shown": True,
        "inputs": inputs(2, np.array([3, 0, 4, 1, 2]), 2, 0),
    }
    yield {
        "title": "5 examples, 2 at a time: the last batch",
        "shown": True,
        "inputs": inputs(2, np.array([3, 0, 4, 1, 2]), 2, 2),
    }
    for n_x, m, size, k in (
        (3, 12, 4, 1),
        (1, 7, 1, 5),
        (4, 1, 8, 0),
        (64, 10, 10, 0),
        (2, 50, 7, 7),
    ):
        order = random.permutation(m)
        yield {"title": f"m = {m}, size {size}, batch {k}", "inputs": inputs(n_x, order, size, k)}


def inputs(n_x, order, size, k):
    m = len(order)
    X = np.arange(n_x * m, dtype=float).reshape(n_x, m)
    return {"X": X, "Y": np.array([np.arange(m) % 2.0]), "order": order, "size": size, "k": k}


def expected(X, Y, order, size, k):
    drawn = SimpleNamespace(permutation=lambda m: order)
    batches = list(Batches(X, Y, size).epoch(drawn))
    return (*batches[k], len(batches))
