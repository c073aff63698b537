import numpy as np

from engine.activations import activation
from engine.losses import loss

CALL = """
A = softmax(Z)
J = cost(Z, Y)
dZ = slope(Z, Y)
"""


def cases(random):
    yield {
        "title": "two examples of three classes",
        "shown": True,
        "call": CALL,
        "inputs": {
            "Z": np.array([[0.0, 2.0], [0.0, 0.0], [np.log(2), -1.0]]),
            "Y": np.array([[0.0, 1.0], [0.0, 0.0], [1.0, 0.0]]),
        },
    }
    for K, m in (3, 6), (10, 4), (2, 1), (4, 4):
        Y = np.eye(K)[:, random.integers(0, K, m)]
        inputs = {"Z": random.normal(0, 2, (K, m)), "Y": Y}
        yield {"title": f"{K} classes, m = {m}", "call": CALL, "inputs": inputs}
    yield {
        "title": "scores of 1000 and -1000",
        "call": CALL,
        "inputs": {"Z": np.array([[1000.0, -1000.0], [0.0, -999.0]]), "Y": np.eye(2)[::-1]},
    }
    yield {
        "title": "one class knows it for sure",
        "call": CALL,
        "inputs": {"Z": np.array([[1000.0], [0.0], [-1000.0]]), "Y": np.eye(3)[:, :1]},
    }


def expected(Z, Y):
    A = activation("softmax")(Z)
    entropy = loss("categorical_crossentropy")
    dZ = np.empty_like(Z)
    entropy.fused_gradient(A, Y, dZ)
    return A, entropy.terms_from_logits(Z, Y).sum() / Z.shape[1], dZ
