"""Only tanh is wrong: 1 - a² wants the square of the answer, and you squared the sum."""

import numpy as np


def hops(dA, Z):
    """Return dZ for sigmoid, tanh, ReLU and leaky ReLU."""
    S = 1 / (1 + np.exp(-Z))
    T = Z
    dZ_sigmoid = dA * S * (1 - S)
    dZ_tanh = dA * (1 - T**2)
    dZ_relu = dA * (Z > 0)
    dZ_leaky = dA * np.where(Z > 0, 1, 0.01)
    return dZ_sigmoid, dZ_tanh, dZ_relu, dZ_leaky
