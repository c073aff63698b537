import numpy as np

from engine.losses import loss


def cases(random):
    yield {
        "title": "40 where 0 is true",
        "shown": True,
        "inputs": {"Z": np.array([[40.0]]), "Y": np.array([[0.0]])},
    }
    yield {
        "title": "-1000 where 1 is true, and 1000 where it is",
        "shown": True,
        "inputs": {"Z": np.array([[-1000.0, 1000.0]]), "Y": np.array([[1.0, 1.0]])},
    }
    for m, spread in (1, 1), (6, 2), (8, 50), (5, 800):
        Z, Y = random.normal(0, spread, (1, m)), random.integers(0, 2, (1, m)).astype(float)
        yield {"title": f"m = {m}, spread {spread}", "inputs": {"Z": Z, "Y": Y}}


def expected(Z, Y):
    return loss("binary_crossentropy").terms_from_logits(Z, Y).mean()
