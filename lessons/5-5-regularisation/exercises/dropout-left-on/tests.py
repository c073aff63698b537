import numpy as np

from engine import Dense, Dropout, Network

CALL = """
import numpy as np
net = Net(W1, b1, W2, b2, rate)
answers = net.predict(X)
runs = [net.forward(X, training=True) for _ in range(8)]
trained_outputs_vary = bool(np.ptp(np.stack(runs), axis=0).max() > 1e-9)
outputs = net.forward(X, training=False)
"""


def cases(random):
    for n, hidden, m, rate in (2, 6, 8, 0.5), (3, 10, 40, 0.8), (1, 5, 30, 0.3), (4, 8, 1, 0.5):
        yield {
            "title": f"{n}-{hidden}-1, m = {m}, rate {rate}",
            "shown": m == 8,
            "call": CALL,
            "inputs": {
                "X": random.normal(size=(n, m)),
                "W1": random.normal(size=(hidden, n)),
                "b1": random.uniform(0.1, 1, (hidden, 1)),
                "W2": random.normal(size=(1, hidden)),
                "b2": random.normal(0, 0.1, (1, 1)),
                "rate": rate,
            },
        }


def expected(X, W1, b1, W2, b2, rate):
    first, last = Dense(len(W1), "relu"), Dense(1, "sigmoid")
    layers = [first, Dropout(rate), last]
    network = Network(layers, n_inputs=len(X), loss="binary_crossentropy", seed=0)
    for layer, W, b in (first, W1, b1), (last, W2, b2):
        layer.W[...], layer.b[...] = W, b
    outputs = network.forward(X)
    runs = np.stack([network.forward(X, training=True) for _ in range(8)])
    return (outputs > 0.5).astype(int), bool(np.ptp(runs, axis=0).max() > 1e-9), outputs
