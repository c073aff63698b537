import numpy as np

from engine import BatchNorm


def cases(random):
    yield {
        "title": "two features, the last two of six are new",
        "shown": True,
        "inputs": {
            "X": np.array([[1.0, 2.0, 3.0, 2.0, 9.0, 7.0], [5.0, 5.0, 5.0, 5.0, 6.0, 5.0]]),
            "share": 1 / 3,
        },
    }
    for n, m, share in (3, 20, 0.25), (1, 10, 0.5), (4, 8, 0.1), (2, 40, 0.2):
        X = random.normal(3, 2, (n, m)) + np.linspace(0, 2, m)
        yield {"title": f"n = {n}, m = {m}, share {share}", "inputs": {"X": X, "share": share}}


def expected(X, share):
    """The engine's batch norm learns the figures of the old ones, and applies them to the new."""
    kept = X.shape[1] - round(X.shape[1] * share)
    old = X[:, :kept]
    norm = BatchNorm()
    norm.build((len(X),), np.dtype(float))
    norm.gamma, norm.beta = np.ones((len(X), 1)), np.zeros((len(X), 1))
    norm.running_mean, norm.running_variance = norm.beta, norm.gamma
    norm.resize(kept)
    norm.forward(old, training=True)
    norm.epsilon = 0.0
    norm.running_mean, norm.running_variance = norm.mean, norm.variance
    norm.running_variance[norm.running_variance == 0] = 1
    norm.resize(X.shape[1])
    scaled = norm.forward(X, training=False)
    return scaled[:, :kept], scaled[:, kept:]
