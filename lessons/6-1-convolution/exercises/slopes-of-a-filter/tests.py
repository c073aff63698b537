import numpy as np

from engine import Conv2D, Network


def cases(random):
    yield {
        "title": "a picture of 3 x 3, a filter of 2 x 2",
        "shown": True,
        "inputs": {
            "dZ": np.array([[1.0, 0.0], [-1.0, 2.0]]),
            "x": np.array([[1.0, 2.0, 0.0], [0.0, 3.0, 1.0], [2.0, 0.0, 4.0]]),
            "w": np.array([[1.0, -1.0], [2.0, 0.5]]),
        },
    }
    for H, W, f in (6, 6, 3), (5, 8, 2), (4, 3, 1), (3, 3, 3), (1, 1, 1):
        yield {
            "title": f"{H} x {W}, filter {f} x {f}",
            "inputs": {
                "dZ": random.normal(size=(H - f + 1, W - f + 1)),
                "x": random.normal(size=(H, W)),
                "w": random.normal(size=(f, f)),
            },
        }


def expected(dZ, x, w):
    layer = Conv2D(1, len(w))
    network = Network([layer], input_shape=(1, *x.shape))
    layer.W[0, 0] = w
    network.forward(x[None, :, :, None])
    layer.dZ[0, :, :, 0] = dZ
    dx = np.empty((1, *x.shape, 1))
    layer.backward_from_dZ(dx)
    return layer.dW[0, 0], layer.db[0, 0], dx[0, :, :, 0]
