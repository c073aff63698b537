import numpy as np

from engine import Dropout


def cases(random):
    worked = {
        "A_prev": np.array([[2.0], [0.0], [4.0]]),
        "dA": np.array([[1.0], [-1.0], [0.5]]),
        "mask": np.array([[1.0], [0.0], [0.0]]),
        "rate": 0.5,
    }
    yield {"title": "in training", "shown": True, "inputs": worked | {"training": True}}
    yield {"title": "afterwards", "shown": True, "inputs": worked | {"training": False}}
    for n, m, rate, training in (
        (4, 6, 0.2, True),
        (1, 5, 0.8, True),
        (3, 1, 0.3, True),
        (5, 2, 0.4, False),
    ):
        mask = (random.random((n, m)) >= rate).astype(float)
        mask[0, 0] = 1 - mask[-1, -1] if mask.all() or not mask.any() else mask[0, 0]
        A_prev, dA = random.normal(size=(2, n, m))
        yield {
            "title": f"shape ({n}, {m}), rate {rate}, {'training' if training else 'afterwards'}",
            "inputs": {
                "A_prev": A_prev,
                "dA": dA,
                "mask": mask,
                "rate": rate,
                "training": training,
            },
        }


class Drawn:
    """Stands in for chance: numbers that the layer will turn into the mask that is given."""

    def __init__(self, mask):
        self.mask = mask

    def random(self, dtype, out):
        out[...] = np.where(self.mask, 1.0, -1.0)


def expected(A_prev, dA, mask, rate, training):
    layer = Dropout(rate)
    layer.build((len(A_prev),), np.dtype(float))
    layer.resize(A_prev.shape[1])
    layer.rng = Drawn(mask)
    A = layer.forward(A_prev, training)
    layer.dA = dA
    dA_prev = np.empty_like(dA)
    layer.backward(dA_prev)
    return A, dA_prev
