import numpy as np

from engine.metrics import f1


def cases(random):
    yield {
        "title": "six examples of three classes",
        "shown": True,
        "inputs": {
            "said": np.array([0, 0, 0, 1, 2, 1]),
            "true": np.array([0, 0, 0, 0, 2, 2]),
            "K": 3,
        },
    }
    yield {
        "title": "a class that is neither said nor true",
        "shown": True,
        "inputs": {"said": np.array([0, 1, 1, 0]), "true": np.array([0, 1, 0, 0]), "K": 3},
    }
    for K, m in (10, 200), (2, 30), (5, 12):
        true = random.integers(0, K, m)
        said = np.where(random.random(m) < 0.6, true, random.integers(0, K, m))
        yield {"title": f"K = {K}, m = {m}", "inputs": {"said": said, "true": true, "K": K}}
    rare = np.array([0] * 18 + [1, 1])
    yield {
        "title": "a rare class, never said",
        "inputs": {"said": np.zeros(20, int), "true": rare, "K": 2},
    }
    one = np.array([1])
    yield {"title": "one example, wrong", "inputs": {"said": one, "true": one * 0, "K": 2}}


def expected(said, true, K):
    return float(f1(np.eye(K)[:, said], np.eye(K)[:, true]).mean())
