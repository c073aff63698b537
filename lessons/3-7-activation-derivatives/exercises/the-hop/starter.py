import numpy as np


def hops(dA, Z):
    """Return dZ for sigmoid, tanh, ReLU and leaky ReLU, each in the shape of Z."""
    # Your lines go here.
