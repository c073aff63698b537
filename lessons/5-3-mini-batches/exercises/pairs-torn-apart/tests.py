from types import SimpleNamespace

import numpy as np

from engine.batches import Batches

CALL = """
import numpy as np
X_new, Y_new = shuffled(X.copy(), Y.copy(), seed)
again = shuffled(X.copy(), Y.copy(), seed)
# the first feature of an example is its number
came = np.asarray(X_new)[0].astype(int)
same_examples = bool(np.array_equal(np.sort(came), np.arange(X.shape[1])))
pairs_kept = bool(np.array_equal(Y_new, Y[:, came]))
moved = bool((came != np.arange(len(came))).any())
repeatable = bool(np.array_equal(again[0], X_new) and np.array_equal(again[1], Y_new))
"""


def cases(random):
    for n_y, m in (1, 10), (3, 25), (1, 40), (4, 12):
        X = np.stack([np.arange(m, dtype=float), random.normal(size=m)])
        Y = random.normal(size=(n_y, m))
        yield {
            "title": f"{m} examples",
            "shown": m == 10,
            "call": CALL,
            "inputs": {"X": X, "Y": Y, "seed": m},
        }


def expected(X, Y, seed):
    order = np.random.default_rng(seed).permutation(X.shape[1])
    batches = Batches(X, Y, X.shape[1]).epoch(SimpleNamespace(permutation=lambda m: order))
    X_new, Y_new = next(batches)
    came = X_new[0].astype(int)
    same = np.array_equal(np.sort(came), np.arange(X.shape[1]))
    return same, np.array_equal(Y_new, Y[:, came]), bool((came != np.arange(len(came))).any()), True
