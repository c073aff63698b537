"""You clip each product by itself. Rain then cannot speak against sunshine: clip the whole sum."""

import numpy as np


def neuron(x, w, b):
    """Return the neuron's answer, a single number."""
    return np.sum(np.maximum(0, w * x)) + b
