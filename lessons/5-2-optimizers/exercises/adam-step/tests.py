from types import SimpleNamespace

import numpy as np

from engine.optimizers import Adam


def cases(random):
    start = np.zeros(2)
    yield {
        "title": "the first step",
        "shown": True,
        "inputs": inputs(np.array([1.0, -2.0]), start, start, np.array([4.0, -0.5]), 1, 0.1),
    }
    yield {
        "title": "the third step",
        "shown": True,
        "inputs": inputs(
            np.array([1.0]), np.array([0.2]), np.array([0.04]), np.array([-1.0]), 3, 0.5
        ),
    }
    for shape, t in ((3, 4), 2), ((1, 1), 10), ((2, 1, 5), 400):
        p, m, g = (random.normal(size=shape) for _ in range(3))
        yield {
            "title": f"shape {shape}, t = {t}",
            "inputs": inputs(p, m, random.uniform(0.1, 2, shape), g, t, 0.01),
        }
    yield {
        "title": "a slope that was always 0",
        "inputs": inputs(np.ones(3), np.zeros(3), np.zeros(3), np.zeros(3), 5, 0.1),
    }
    yield {
        "title": "other betas and a large epsilon",
        "inputs": inputs(
            *random.normal(size=(2, 4)), random.uniform(0, 1, 4), random.normal(size=4), 3, 0.2
        )
        | {"beta1": 0.5, "beta2": 0.8, "epsilon": 0.1},
    }


def inputs(p, m, v, g, t, alpha):
    fixed = {"alpha": alpha, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    return {"p": p, "m": m, "v": v, "g": g, "t": t} | fixed


def expected(p, m, v, g, t, alpha, beta1, beta2, epsilon):
    adam = Adam(alpha, beta1, beta2, epsilon)
    adam.restore({"steps": t - 1, "M": m / (1 - beta1), "V": v / (1 - beta2)})
    trained = SimpleNamespace(parameters=p, gradient=g, change=np.zeros_like(p))
    adam.step(trained)
    return p, *adam.memory().values()
