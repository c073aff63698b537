import numpy as np

from engine.activations import ReLU


def cases(random: np.random.Generator):
    """Yield each case: those that are shown, then hidden ones of other sizes."""
    x, w = np.array([4.0, 1.0]), np.array([2.0, -3.0])
    yield {"title": "sun and rain", "shown": True, "inputs": {"x": x, "w": w, "b": -1.0}}
    yield {"title": "a sum below 0", "inputs": {"x": x, "w": -w, "b": -1.0}}
    for n in (1, 3, 8):
        x, w = random.normal(size=n), random.normal(size=n)
        yield {"title": f"{n} inputs", "inputs": {"x": x, "w": w, "b": 2.0}}


def expected(x, w, b):
    """Return what a right answer gives, by the engine."""
    return float(ReLU()(w @ x + b))
