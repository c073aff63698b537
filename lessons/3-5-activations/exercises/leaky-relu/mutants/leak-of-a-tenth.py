"""The bend is right, but the leak is ten times too large: 0.1 where the task says 0.01."""

import numpy as np


def leaky_relu(Z):
    """Return leaky ReLU of each entry of Z, in the shape of Z."""
    return np.maximum(0.1 * Z, Z)
