import numpy as np

from engine.gradient_check import ParameterCheck


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    yield case("one entry a little off", [[2.0, -1, 0.5]], [[2.0, -1, 0.4]]) | {"shown": True}
    yield case("both 0 in one place", [[0.0, 3]], [[0.0, 3.3]])
    yield case("all 0", [[0.0, 0]], [[0.0, 0]])
    yield case("one number, the signs differ", [[1e-3]], [[-2e-3]])
    yield case("one of them is 0", [[0.0, 4]], [[1e-5, 4]])
    g = random.normal(size=(3, 4))
    yield case("(3, 4), a thousandth apart", g, g * (1 + 1e-3 * random.normal(size=g.shape)))
    yield case("a large slope far off, a small one further", [[100.0, 0.01]], [[90.0, 0.02]])


def case(title, g, g_nudged):
    return {"title": title, "inputs": {"g": np.array(g), "g_nudged": np.array(g_nudged)}}


def expected(g, g_nudged):
    """Return what a right answer gives, by the engine."""
    return ParameterCheck("W[1]", g, g_nudged, rounding=0.0).worst_error
