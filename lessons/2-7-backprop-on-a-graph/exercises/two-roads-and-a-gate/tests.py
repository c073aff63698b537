import numpy as np

from engine.graph import Graph


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    yield {"title": "the gate is open", "shown": True, "inputs": {"a": 7.0, "b": 4.0}}
    yield {"title": "the gate is shut", "shown": True, "inputs": {"a": 4.0, "b": 9.0}}
    yield {"title": "the sum is exactly 0", "inputs": {"a": 3.0, "b": 3.0}}
    yield {"title": "open, with a below 0", "inputs": {"a": -2.0, "b": -5.0}}
    a, b = random.uniform(5, 9), random.uniform(1, 4)
    yield {"title": "any two numbers", "inputs": {"a": a, "b": b}}


def expected(a, b):
    """Return what a right answer gives, by the engine."""
    graph = Graph.parse("u = a - b; r = relu(u); J = r * a")
    graph.forward({"a": a, "b": b})
    graph.backward()
    return graph.values["J"], graph.gradients["a"], graph.gradients["b"]
