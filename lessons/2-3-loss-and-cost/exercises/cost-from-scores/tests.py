import numpy as np

from engine.losses import loss


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    yield case("small scores", [-2, 0, 1.5], [0, 1, 1]) | {"shown": True}
    yield case("sure and wrong", [94], [0]) | {"shown": True}
    yield case("sure and right", [94, -94], [1, 0])
    yield case("sure and wrong, to both sides", [-1000, 1000], [1, 0])
    yield case("a thousand, and right", [-1000, 1000], [0, 1])
    yield case("one example", [0], [1])
    yield case("ten examples", random.normal(0, 3, 10), random.integers(0, 2, 10))


def case(title, scores, truth):
    Z, Y = np.array([scores], float), np.array([truth], float)
    return {"title": title, "inputs": {"Z": Z, "Y": Y}}


def expected(Z, Y):
    """Return what a right answer gives, by the engine."""
    return loss("binary_crossentropy").terms_from_logits(Z, Y).sum() / Z.shape[1]
