import numpy as np

from engine.perceptron import Perceptron


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    yield case("AND, the first look: a sum of exactly 0", [0, 0], 0, [0, 0], 0, 1) | {"shown": True}
    yield case("AND, the fourth look", [0, 0], -1, [1, 1], 1, 1) | {"shown": True}
    yield case("right because of its offset", [1, 1], -1.5, [1, 0], 0, 1)
    yield case("one input", [2], -1, [3], 0, 0.5)
    for n in (2, 5):
        w, x = random.uniform(1, 2, n), random.uniform(1, 2, n)
        yield case(f"{n} inputs, a yes too many", w, 0.25, x, 0, 0.1)
        yield case(f"{n} inputs, a no too many", w, -0.25, -x, 1, 0.1)


def case(title, w, b, x, t, eta):
    inputs = {"w": np.array(w, float), "b": float(b), "x": np.array(x, float), "t": t, "eta": eta}
    return {"title": title, "inputs": inputs}


def expected(w, b, x, t, eta):
    """Return what a right answer gives, by the engine."""
    perceptron = Perceptron(len(x), learning_rate=eta)
    perceptron.W[...], perceptron.b[...] = w, b
    perceptron.learn(x, t)
    return perceptron.W[0], perceptron.b[0, 0]
