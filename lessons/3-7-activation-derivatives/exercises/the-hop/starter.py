import numpy as np


def hops(dA, Z):
    """Return dZ for sigmoid, tanh, ReLU and leaky ReLU."""
    # Your lines go here.
