import numpy as np


def leaky_relu(Z, slope):
    """z where z > 0, else slope * z, for each number of Z."""
    leak = slope * Z
    # ask z itself, so that any slope will do
    return np.where(Z > 0, Z, leak)
