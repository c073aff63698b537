import numpy as np

from engine.activations import activation

CALL = """
import numpy as np

seen = []
with np.errstate(all="ignore", over="call", call=lambda kind, flag: seen.append(kind)):
    a = stable_sigmoid(z)
overflows = len(seen)
"""


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    scores = {
        "small and large": np.array([[-1000.0, -2, 0, 2, 1000]]),
        "far to the left": np.array([-1000.0]),
        "far to the right": np.array([1000.0]),
        "shape (3, 4)": random.normal(0, 3, (3, 4)),
        "shape (2, 3), large": random.normal(0, 2000, (2, 3)),
    }
    for title, z in scores.items():
        shown = title == "small and large"
        yield {"title": title, "shown": shown, "call": CALL, "inputs": {"z": z}}


def expected(z):
    """Return what a right answer gives, by the engine."""
    return activation("sigmoid")(z), 0
