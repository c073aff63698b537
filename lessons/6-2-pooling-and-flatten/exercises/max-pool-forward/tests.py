import numpy as np

from engine import MaxPool2D, Network


def cases(random):
    A = np.array([[3.0, 8.0, 0.0, 1.0, 9.0], [-1.0, 5.0, -2.0, 0.0, 9.0]])
    yield {"title": "2 x 5, pooled by 2", "shown": True, "inputs": {"A": A, "size": 2}}
    below = -np.abs(random.normal(1, 1, (4, 4)))
    yield {"title": "nothing but negative numbers", "inputs": {"A": below, "size": 2}}
    for H, W, size in (6, 6, 2), (11, 7, 3), (5, 8, 1), (4, 4, 4), (7, 9, 2):
        A = random.normal(size=(H, W))
        yield {"title": f"{H} x {W}, pooled by {size}", "inputs": {"A": A, "size": size}}


def expected(A, size):
    network = Network([MaxPool2D(size)], input_shape=(1, *A.shape))
    return network.forward(A[None, :, :, None])[0, :, :, 0]
