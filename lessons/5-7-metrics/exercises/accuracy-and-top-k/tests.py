import numpy as np

from engine.activations import activation
from engine.metrics import accuracy, top_k


def cases(random):
    A = np.array([[0.7, 0.1, 0.2, 0.3], [0.2, 0.6, 0.5, 0.15], [0.1, 0.3, 0.3, 0.55]])
    Y = np.eye(3)[:, [0, 2, 0, 2]]
    yield {"title": "four examples, top-2", "shown": True, "inputs": {"A": A, "Y": Y, "k": 2}}
    yield {"title": "the same, top-1", "shown": True, "inputs": {"A": A, "Y": Y, "k": 1}}
    for K, m, k in (10, 40, 3), (5, 1, 2), (3, 30, 3), (6, 25, 4), (4, 4, 2):
        A = activation("softmax")(random.normal(size=(K, m)))
        Y = np.eye(K)[:, random.integers(0, K, m)]
        yield {"title": f"{K} classes, m = {m}, k = {k}", "inputs": {"A": A, "Y": Y, "k": k}}


def expected(A, Y, k):
    return accuracy(A, Y), top_k(A, Y, k)
