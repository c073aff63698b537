import numpy as np

from engine.metrics import ece


def cases(random):
    yield {
        "title": "four answers, two parts",
        "shown": True,
        "inputs": {
            "sure": np.array([0.95, 0.95, 0.95, 0.45]),
            "right": np.array([1, 1, 0, 1]),
            "bins": 2,
        },
    }
    yield {
        "title": "sure of everything, and one on a border",
        "shown": True,
        "inputs": {
            "sure": np.array([1.0, 1.0, 0.5, 0.75]),
            "right": np.array([1, 0, 1, 0]),
            "bins": 4,
        },
    }
    for m, bins in (200, 10), (50, 15), (30, 1), (12, 20):
        sure = random.uniform(0.3, 1, m)
        right = (random.random(m) < sure**2).astype(int)
        inputs = {"sure": sure, "right": right, "bins": bins}
        yield {"title": f"m = {m}, {bins} bins", "inputs": inputs}
    one = {"sure": np.array([0.6]), "right": np.array([0]), "bins": 5}
    yield {"title": "one answer", "inputs": one}


def expected(sure, right, bins):
    # as outputs of two or more classes of which the first is the surest and is named
    others = np.repeat([(1 - sure) / 9], 9, axis=0)
    outputs = np.concatenate([[sure], others])
    return ece(outputs, np.where(right, 0, 1), bins)
