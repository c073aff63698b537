import numpy as np

from engine.activations import activation


def cases(random):
    yield {
        "title": "everyday scores and large ones",
        "shown": True,
        "inputs": {"z": np.array([-1000.0, -2.0, 0.0, 2.0, 1000.0])},
    }
    yield {
        "title": "between -600 and 800",
        "inputs": {"z": np.array([-600.0, -700.0, 709.0, 800.0])},
    }
    for shape in (3, 4), (1,), (1, 6), (2, 2, 3):
        yield {"title": f"shape {shape}", "inputs": {"z": random.normal(0, 300, shape)}}


def expected(z):
    return activation("sigmoid")(z)
