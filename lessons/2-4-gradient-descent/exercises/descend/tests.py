import numpy as np

from engine.graph import Graph


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    yield case("one step", 1, 1, 0.05, 1) | {"shown": True}
    yield case("three steps", 1, 1, 0.05, 3)
    yield case("no step", 2, -3, 0.1, 0)
    yield case("from the other side", -4, 1, 0.02, 2)
    yield case("on the bottom", 2, -1, 0.1, 5)
    w, b = random.uniform(1, 5, 2)
    yield case("ten steps", w, b, 0.03, 10)


def case(title, w, b, alpha, steps):
    inputs = {"w": float(w), "b": float(b), "alpha": alpha, "steps": steps}
    return {"title": title, "inputs": inputs}


def expected(w, b, alpha, steps):
    """Return what a right answer gives, with the slopes of the engine's graph."""
    graph = Graph.parse("s = w + 2*b; J = s**2")
    for _ in range(steps):
        graph.forward({"w": w, "b": b})
        graph.backward()
        w, b = w - alpha * graph.gradients["w"], b - alpha * graph.gradients["b"]
    return w, b
