import numpy as np


def slide_backward(dZ, x, w):
    """dw, db and dx, in the shapes of w, b and x."""
    f = len(w)
    dw, db, dx = np.zeros_like(w), 0.0, np.zeros_like(x)
    # every place of the map adds its share
    return dw, db, dx
