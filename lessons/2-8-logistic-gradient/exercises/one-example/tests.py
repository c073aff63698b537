import numpy as np

from engine import Dense, Network


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    yield case("the lesson's neuron", [0.5, -1], 1, [2, 1], 1) | {"shown": True}
    yield case("a truth of no, an input of 0, a negative one", [1, 2, -0.5], -1, [0, 1.5, -2], 0)
    yield case("one input", [0.3], 0, [-2], 1)
    yield case("sure and wrong", [-7, -1], 1, [2, 1], 1)
    for y in (0, 1):
        w, x = random.normal(size=5), random.normal(size=5)
        yield case(f"five inputs, y = {y}", w, 0.5, x, y)


def case(title, w, b, x, y):
    w, x = np.array([w], float).T, np.array([x], float).T
    return {"title": title, "inputs": {"w": w, "b": float(b), "x": x, "y": float(y)}}


def expected(w, b, x, y):
    """Return what a right answer gives, by the engine."""
    network = Network([Dense(1, "sigmoid")], n_inputs=len(x), loss="binary_crossentropy")
    layer = network.layers[0]
    layer.W[...], layer.b[...] = w.T, b
    a = network.forward(x)
    network.backward(np.array([[y]]))
    return a[0, 0], layer.dW.T, layer.db[0, 0]
