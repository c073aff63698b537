import numpy as np


def leaky_relu(Z, slope):
    """z where z > 0, else slope * z, for each number of Z."""
    leak = slope * Z
    A = np.maximum(leak, Z)
    return A
