import numpy as np

from engine.losses import loss


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    lesson = {"Z": np.array([[2.0], [0], [-1]]), "Y": np.array([[0.0], [1], [0]])}
    yield {"title": "it was the dog", "shown": True, "inputs": lesson}
    sure = {"Z": np.array([[0.0], [-1000]]), "Y": np.array([[0.0], [1]])}
    yield {"title": "sure and wrong", "shown": True, "inputs": sure}
    large = {"Z": np.array([[1000.0, 2], [990, -1000]]), "Y": np.array([[0.0, 1], [1, 0]])}
    yield {"title": "large scores", "inputs": large}
    undecided = {"Z": np.zeros((10, 2)), "Y": np.eye(10)[:, :2]}
    yield {"title": "undecided among ten", "inputs": undecided}
    for n, m in ((3, 4), (2, 1), (5, 5)):
        Z, Y = random.normal(0, 3, (n, m)), np.eye(n)[:, random.integers(0, n, m)]
        yield {"title": f"{n} classes, m = {m}", "inputs": {"Z": Z, "Y": Y}}


def expected(Z, Y):
    """Return what a right answer gives, by the engine."""
    return loss("categorical_crossentropy").terms_from_logits(Z, Y).sum() / Z.shape[1]
