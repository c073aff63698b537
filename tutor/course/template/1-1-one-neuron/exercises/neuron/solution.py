import numpy as np


def neuron(x, w, b):
    """Return the neuron's answer, a single number."""
    z = w @ x + b
    return np.maximum(0, z)
