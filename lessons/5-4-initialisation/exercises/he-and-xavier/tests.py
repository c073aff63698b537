import numpy as np

from engine.initializers import Initializer

CALL = """
W_he = he(n_in, n_out, seed)
W_xavier = xavier(n_in, n_out, seed)
"""


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    for n_in, n_out in ((3, 2), (1, 1), (2, 4), (5, 1), (64, 32)):
        inputs = {"n_in": n_in, "n_out": n_out, "seed": int(random.integers(1000))}
        title = f"{n_in} inputs, {n_out} units"
        yield {"title": title, "shown": n_in == 3, "call": CALL, "inputs": inputs}


def expected(n_in, n_out, seed):
    """Return what a right answer gives, by the engine."""
    drawn = []
    for name in ("he", "xavier"):
        W = np.empty((n_out, n_in))
        Initializer(name, seed).draw(W, n_in, n_out)
        drawn.append(W)
    return drawn
