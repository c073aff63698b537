import numpy as np

from engine import Dense, Network

CALL = """
import numpy as np
W1, b1, W2, b2 = initialise(n_x, n_1, n_y, seed)
again = initialise(n_x, n_1, n_y, seed)
shapes = [each.shape for each in (W1, b1, W2, b2)]
weights_are_0 = not (np.any(W1) or np.any(W2))
kinds_of_hidden_units = len(np.unique(np.hstack([W1, W2.T]), axis=0))
all_below_5 = bool(max(np.abs(W1).max(), np.abs(W2).max()) < 5)
biases_zero = not (np.any(b1) or np.any(b2))
repeatable = all(np.array_equal(one, two) for one, two in zip((W1, b1, W2, b2), again))
"""


def cases(random):
    for n_x, n_1, n_y, seed in (
        (2, 32, 1, 0),
        (3, 4, 2, 0),
        (1, 5, 1, 0),
        (4, 1, 3, 0),
        (2, 8, 3, 7),
    ):
        yield {
            "title": f"{n_x}-{n_1}-{n_y}, seed {seed}",
            "shown": n_1 == 32,
            "call": CALL,
            "inputs": {"n_x": n_x, "n_1": n_1, "n_y": n_y, "seed": seed},
        }


def expected(n_x, n_1, n_y, seed):
    first, last = Dense(n_1, "tanh"), Dense(n_y)
    Network([first, last], n_inputs=n_x, initializer="small_normal", seed=seed)
    shapes = [each.shape for each in (first.W, first.b, last.W, last.b)]
    unlike = len(np.unique(np.hstack([first.W, last.W.T]), axis=0))
    small = bool(max(np.abs(first.W).max(), np.abs(last.W).max()) < 5)
    return shapes, False, unlike, small, not (first.b.any() or last.b.any()), True
