from types import SimpleNamespace

import numpy as np

from engine.optimizers import Adam


def cases(random):
    yield {
        "title": "one step, slopes of 4 and -0.1",
        "shown": True,
        "inputs": {"p": np.zeros(2), "slopes": np.array([[4.0, -0.1]]), "alpha": 0.1},
    }
    yield {
        "title": "three steps",
        "shown": True,
        "inputs": {"p": np.zeros(1), "slopes": np.array([[1.0], [1.0], [-1.0]]), "alpha": 0.1},
    }
    for T, n in (12, 3), (100, 1), (5, 6):
        inputs = {"p": random.normal(size=n), "slopes": random.normal(size=(T, n)), "alpha": 0.01}
        yield {"title": f"{T} steps, {n} parameters", "inputs": inputs}


def expected(p, slopes, alpha):
    adam = Adam(alpha)
    trained = SimpleNamespace(parameters=p, change=np.zeros_like(p))
    for g in slopes:
        trained.gradient = g
        adam.step(trained)
    return p
