import numpy as np

from engine.graph import Graph


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    yield {"title": "the lesson's dials", "shown": True, "inputs": {"a": 5.0, "b": 3.0, "c": 2.0}}
    yield {"title": "a negative dial", "inputs": {"a": 1.0, "b": -2.0, "c": 4.0}}
    yield {"title": "a dial at 0", "inputs": {"a": -3.0, "b": 0.0, "c": 7.0}}
    a, b, c = random.uniform(2, 9, 3)
    yield {"title": "any three numbers", "inputs": {"a": a, "b": b, "c": c}}


def expected(a, b, c):
    """Return what a right answer gives, by the engine."""
    graph = Graph.parse("J = 3*(a + b*c)")
    graph.forward({"a": a, "b": b, "c": c})
    graph.backward()
    return graph.values["J"], *(graph.gradients[name] for name in "abc")
