import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random):
    yield {
        "title": "points on y = 2x, ten steps",
        "shown": True,
        "inputs": inputs(np.array([1.0, -1.0, 2.0]), np.array([2.0, -2.0, 4.0]), 0.0, 0.1, 10),
    }
    for m, w, alpha, steps in (5, 3.0, 0.05, 20), (1, -1.0, 0.2, 3), (40, 0.5, 0.3, 1):
        x = random.normal(size=m)
        y = -1.5 * x + random.normal(0, 0.1, m)
        yield {"title": f"m = {m}, {steps} steps", "inputs": inputs(x, y, w, alpha, steps)}


def inputs(x, y, w, alpha, steps):
    return {"x": x, "y": y, "w": w, "alpha": alpha, "steps": steps}


def expected(x, y, w, alpha, steps):
    line = Dense(1, use_bias=False)
    network = Network([line], n_inputs=1, loss="mse")
    line.W[...] = w
    descent = SGD(alpha)
    for _ in range(steps):
        network.forward(x[None])
        network.backward(y[None])
        descent.step(network)
    network.forward(x[None])
    return line.W.item(), network.cost(y[None])
