import numpy as np


def slide(x, w, b, p, s):
    """The map of the filter w on x, padded by p, with stride s."""
    f = len(w)
    # the picture with its rim
    # the sides of the map, and its numbers
