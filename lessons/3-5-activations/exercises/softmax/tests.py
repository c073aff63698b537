import numpy as np

from engine.activations import activation


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    lesson = np.array([[2.0, 6], [1, 5], [0, 4]])
    yield {"title": "the lesson's two examples", "shown": True, "inputs": {"Z": lesson}}
    yield {"title": "one example", "inputs": {"Z": np.array([[2.0], [0], [-1]])}}
    yield {"title": "a single class", "inputs": {"Z": np.array([[0.5, -3]])}}
    yield {"title": "scores that add up to 0", "inputs": {"Z": np.array([[1.0, 2], [-1, -2]])}}
    for n, m in ((3, 3), (4, 6), (2, 5)):
        Z = random.normal(0, 2, (n, m))
        yield {"title": f"{n} classes, {m} examples", "inputs": {"Z": Z}}


def expected(Z):
    """Return what a right answer gives, by the engine."""
    return activation("softmax")(Z)
