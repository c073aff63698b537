import numpy as np


def slide(x, w, b):
    """The map of the filter w with bias b on the picture x."""
    H, W = x.shape
    f = len(w)
    Z = np.zeros((H - f + 1, W - f + 1))
    # what does the filter see at each place?
    return Z
