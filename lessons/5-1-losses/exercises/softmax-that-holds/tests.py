import numpy as np

from engine.activations import activation


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    lesson = np.array([[2.0], [0], [-1]])
    yield {"title": "the lesson's scores", "shown": True, "inputs": {"Z": lesson}}
    large = np.array([[1000.0, 1], [999, 2], [-1000, 3]])
    yield {"title": "a large column beside a small one", "shown": True, "inputs": {"Z": large}}
    low = np.array([[-1000.0, 1000], [-1001, 1001]])
    yield {"title": "far below 0 beside far above", "inputs": {"Z": low}}
    yield {"title": "a single class", "inputs": {"Z": np.array([[-800.0, 800]])}}
    for n, m in ((3, 3), (4, 6)):
        Z = random.normal(0, 30, (n, m))
        yield {"title": f"{n} classes, {m} examples", "inputs": {"Z": Z}}


def expected(Z):
    """Return what a right answer gives, by the engine."""
    return activation("softmax")(Z)
