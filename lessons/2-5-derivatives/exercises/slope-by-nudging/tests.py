import numpy as np

from engine.graph import Graph

CALL = """
def f(x):
    return p * x**3 + q * x**2

s = slope(f, a, h)
"""


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    yield case("a square, at 5", 0, 1, 5, 0.001) | {"shown": True}
    yield case("a cube, at 2, a coarse nudge", 1, 0, 2, 0.5)
    yield case("a square, at 0", 0, 1, 0, 0.1)
    yield case("downhill", 0, 3, -4, 0.01)
    p, q, a = random.uniform(1, 3, 3)
    yield case("a sum of both", p, q, a, 0.25)


def case(title, p, q, a, h):
    inputs = {"p": float(p), "q": float(q), "a": float(a), "h": h}
    return {"title": f"{title}: p x^3 + q x^2", "call": CALL, "inputs": inputs}


def expected(p, q, a, h):
    """Return the exact slope of the engine's graph, and what a nudge of h adds for a cube."""
    graph = Graph.parse("J = p*x**3 + q*x**2")
    graph.forward({"p": p, "q": q, "x": a})
    graph.backward()
    return graph.gradients["x"] + p * h**2
