from types import SimpleNamespace

import numpy as np

from engine.optimizers import RMSProp


def cases(random):
    yield {
        "title": "a steep and a shallow slope, from s = 0",
        "shown": True,
        "inputs": inputs(np.array([2.5, -5.0]), np.zeros(2), np.array([10.0, -1.0]), 0.1),
    }
    yield {
        "title": "a slope that was always 0",
        "inputs": inputs(np.ones((2, 1)), np.zeros((2, 1)), np.zeros((2, 1)), 0.1),
    }
    for shape in (3, 4), (1, 1), (2, 1, 3), (6,):
        p, g = random.normal(size=shape), random.normal(size=shape)
        yield {
            "title": f"shape {shape}",
            "inputs": inputs(p, random.uniform(0.1, 2, shape), g, 0.02),
        }
    p, g = random.normal(size=(2, 4))
    large = {"rho": 0.6, "epsilon": 0.1}
    yield {
        "title": "another rho and a large epsilon",
        "inputs": inputs(p, random.uniform(0, 1, 4), g, 0.2) | large,
    }


def inputs(p, s, g, alpha):
    return {"p": p, "s": s, "g": g, "alpha": alpha, "rho": 0.9, "epsilon": 1e-8}


def expected(p, s, g, alpha, rho, epsilon):
    rmsprop = RMSProp(alpha, rho, epsilon)
    rmsprop.s, rmsprop.steps = s, 1
    rmsprop.step(SimpleNamespace(parameters=p, gradient=g, change=np.zeros_like(p)))
    return p, rmsprop.s
