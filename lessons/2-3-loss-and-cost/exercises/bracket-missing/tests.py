import numpy as np

from engine.losses import loss


def cases(random):
    Y = np.array([[1.0, 0.0, 1.0]])
    yield {
        "title": "three examples, undecided on all",
        "shown": True,
        "inputs": {"A": np.full((1, 3), 0.5), "Y": Y},
    }
    for m in 1, 2, 8, 50:
        A = random.uniform(0.05, 0.95, (1, m))
        Y = random.integers(0, 2, (1, m)).astype(float)
        Y[0, 0] = 0
        yield {"title": f"m = {m}", "inputs": {"A": A, "Y": Y}}


def expected(A, Y):
    return loss("binary_crossentropy").terms(A, Y).mean()
