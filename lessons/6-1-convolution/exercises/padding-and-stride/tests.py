import numpy as np

from engine import Conv2D, Network


def cases(random):
    yield {
        "title": "a rim of 1, stride 2",
        "shown": True,
        "inputs": {
            "x": np.array([[1.0, 2.0, 0.0, 1.0], [0.0, 3.0, 1.0, 0.0], [2.0, 0.0, 0.0, 4.0]]),
            "w": np.array([[1.0, -1.0], [2.0, 0.0]]),
            "b": 0.5,
            "p": 1,
            "s": 2,
        },
    }
    for H, W, f, p, s in (
        (6, 6, 3, 0, 1),
        (8, 5, 3, 1, 1),
        (7, 9, 2, 0, 2),
        (5, 5, 5, 2, 3),
        (1, 1, 1, 0, 1),
    ):
        yield {
            "title": f"{H} x {W}, filter {f} x {f}, p = {p}, s = {s}",
            "inputs": {
                "x": random.normal(size=(H, W)),
                "w": random.normal(size=(f, f)),
                "b": float(random.normal()),
                "p": p,
                "s": s,
            },
        }


def expected(x, w, b, p, s):
    layer = Conv2D(1, len(w), stride=s, padding=p)
    network = Network([layer], input_shape=(1, *x.shape))
    layer.W[0, 0], layer.b[0, 0] = w, b
    return network.forward(x[None, :, :, None])[0, :, :, 0]
