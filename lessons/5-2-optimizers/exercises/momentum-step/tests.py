from types import SimpleNamespace

import numpy as np

from engine.optimizers import Momentum


def cases(random):
    yield {
        "title": "a slope that agrees with the memory",
        "shown": True,
        "inputs": {
            "p": np.array([1.0, -2.0]),
            "v": np.array([2.0, 0.0]),
            "g": np.array([1.0, -3.0]),
            "alpha": 0.1,
            "mu": 0.9,
        },
    }
    yield {
        "title": "flat ground, where it rolls on",
        "shown": True,
        "inputs": {
            "p": np.array([[1.0]]),
            "v": np.array([[-2.0]]),
            "g": np.array([[0.0]]),
            "alpha": 0.5,
            "mu": 0.5,
        },
    }
    for shape, mu in ((3, 4), 0.9), ((1, 1), 0.99), ((2, 1, 3), 0.3), ((5,), 0.0):
        p, v, g = (random.normal(size=shape) for _ in range(3))
        inputs = {"p": p, "v": v, "g": g, "alpha": 0.3, "mu": mu}
        yield {"title": f"shape {shape}, mu = {mu}", "inputs": inputs}


def expected(p, v, g, alpha, mu):
    ball = Momentum(alpha, mu)
    ball.v, ball.steps = v, 1
    ball.step(SimpleNamespace(parameters=p, gradient=g, change=np.zeros_like(p)))
    return p, ball.v
