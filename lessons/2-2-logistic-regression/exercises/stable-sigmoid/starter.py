import numpy as np


def stable_sigmoid(z):
    """Return the sigmoid of each entry of z, without overflow."""
    # Your lines go here.
