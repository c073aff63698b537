import numpy as np

from engine import BatchNorm
from engine.layers import blended


def cases(random):
    worked = {
        "X": np.array([[1.0, 2.0, 3.0], [10.0, 10.0, 40.0]]),
        "gamma": np.array([[1.0], [2.0]]),
        "beta": np.array([[0.0], [5.0]]),
        "mu_run": np.array([[0.0], [10.0]]),
        "var_run": np.array([[1.0], [100.0]]),
    }
    yield {"title": "in training", "shown": True, "inputs": worked | {"training": True}}
    yield {"title": "afterwards", "shown": True, "inputs": worked | {"training": False}}
    for n, m, training in (3, 8, True), (1, 5, True), (4, 4, True), (2, 1, False), (3, 1, True):
        gamma, beta, mu_run = random.normal(size=(3, n, 1))
        yield {
            "title": f"{n} units, m = {m}, {'training' if training else 'afterwards'}",
            "inputs": {
                "X": random.normal(2, 3, (n, m)),
                "gamma": gamma,
                "beta": beta,
                "mu_run": mu_run,
                "var_run": random.uniform(0.5, 3, (n, 1)),
                "training": training,
            },
        }


def expected(X, gamma, beta, mu_run, var_run, training):
    layer = BatchNorm()
    layer.build((len(X),), np.dtype(float))
    layer.gamma, layer.beta = gamma, beta
    layer.running_mean, layer.running_variance = mu_run, var_run
    layer.resize(X.shape[1])
    Z = layer.forward(X, training)
    if training:  # the task remembers the batch's own variance, the layer the unbiased one
        var_run = blended(var_run, layer.variance, layer.momentum)
    return Z, layer.running_mean, var_run
