import numpy as np


def sigmoid(z):
    """Return the sigmoid of each entry of z, in the shape of z."""
    # Your lines go here.
