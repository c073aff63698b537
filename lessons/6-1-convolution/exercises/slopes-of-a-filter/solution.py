import numpy as np


def slide_backward(dZ, x, w):
    """dw, db and dx, in the shapes of w, b and x."""
    f = len(w)
    dw, dx = np.zeros_like(w), np.zeros_like(x)
    for i in range(dZ.shape[0]):
        for j in range(dZ.shape[1]):
            window = slice(i, i + f), slice(j, j + f)
            # delta times what the weights saw here
            dw += dZ[i, j] * x[window]
            # delta times the weight, for each dot that was seen
            dx[window] += dZ[i, j] * w
    return dw, dZ.sum(), dx
