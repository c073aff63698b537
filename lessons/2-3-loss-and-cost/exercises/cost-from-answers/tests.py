import numpy as np

from engine.losses import loss


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    yield case("the lesson's three examples", [0.9, 0.2, 0.6], [1, 0, 1]) | {"shown": True}
    yield case("undecided on four", [0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0])
    yield case("one example, a yes", [0.3], [1])
    yield case("one example, a no", [0.3], [0])
    yield case("sure and wrong", [0.999, 0.001], [0, 1])
    yield case("twelve examples", random.uniform(0.05, 0.95, 12), random.integers(0, 2, 12))


def case(title, answers, truth):
    return {"title": title, "inputs": {"A": np.array([answers]), "Y": np.array([truth], float)}}


def expected(A, Y):
    """Return what a right answer gives, by the engine."""
    return loss("binary_crossentropy").terms(A, Y).sum() / A.shape[1]
