import numpy as np

from engine import Conv2D, Network


def cases(random):
    yield {
        "title": "a picture of 3 x 4, a filter of 2 x 2",
        "shown": True,
        "inputs": {
            "x": np.array([[1.0, 2.0, 0.0, 1.0], [0.0, 3.0, 1.0, 0.0], [2.0, 0.0, 0.0, 4.0]]),
            "w": np.array([[1.0, -1.0], [2.0, 0.0]]),
            "b": 0.5,
        },
    }
    for H, W, f in (6, 6, 3), (5, 8, 2), (7, 4, 1), (3, 3, 3), (9, 5, 4):
        yield {
            "title": f"{H} x {W}, filter {f} x {f}",
            "inputs": {
                "x": random.normal(size=(H, W)),
                "w": random.normal(size=(f, f)),
                "b": float(random.normal()),
            },
        }


def expected(x, w, b):
    layer = Conv2D(1, len(w))
    network = Network([layer], input_shape=(1, *x.shape))
    layer.W[0, 0], layer.b[0, 0] = w, b
    return network.forward(x[None, :, :, None])[0, :, :, 0]
