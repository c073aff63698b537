import numpy as np

from engine import MaxPool2D, Network


def cases(random):
    yield {
        "title": "two squares, the second with equals",
        "shown": True,
        "inputs": {
            "dP": np.array([[3.0, -2.0]]),
            "A": np.array([[3.0, 8.0, 0.0, 7.0, 9.0], [-1.0, 5.0, 7.0, 7.0, 9.0]]),
            "size": 2,
        },
    }
    for H, W, size in (6, 6, 2), (11, 7, 3), (3, 5, 1), (4, 4, 4):
        yield {"title": f"{H} x {W}, pooled by {size}", "inputs": inputs(random, H, W, size)}
    drawn = inputs(random, 8, 6, 2)
    yield {
        "title": "a drawn picture, full of equals",
        "inputs": drawn | {"A": np.round(drawn["A"])},
    }


def inputs(random, H, W, size):
    dP = random.normal(size=(H // size, W // size))
    return {"dP": dP, "A": random.normal(size=(H, W)), "size": size}


def expected(dP, A, size):
    layer = MaxPool2D(size)
    network = Network([layer], input_shape=(1, *A.shape))
    network.forward(A[None, :, :, None])
    layer.dA[0, :, :, 0] = dP
    dA = np.empty((1, *A.shape, 1))
    layer.backward(dA)
    return dA[0, :, :, 0]
