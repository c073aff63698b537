import numpy as np


def slide_backward(dZ, x, w):
    """dw, of the shape of w, db, a number, and dx, of the shape of x."""
    f = len(w)
    dw, dx = np.zeros_like(w), np.zeros_like(x)
    for i in range(dZ.shape[0]):
        for j in range(dZ.shape[1]):
            window = slice(i, i + f), slice(j, j + f)
            dw += dZ[i, j] * x[window]  # delta times what the weights saw here
            dx[window] += dZ[i, j] * w  # delta times the weight, for each dot that was seen
    return dw, dZ.sum(), dx
