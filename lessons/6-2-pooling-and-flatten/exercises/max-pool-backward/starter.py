import numpy as np


def pool_backward(dP, A, size):
    """The slopes of the map A, from those of its squares' largest numbers."""
    dA = np.zeros(A.shape)
    # where in each square does the slope belong?
    return dA
