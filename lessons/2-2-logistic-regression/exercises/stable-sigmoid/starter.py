import numpy as np


def stable_sigmoid(z):
    """Return the sigmoid of each entry of z, without an overflow for any z."""
    # Your lines go here.
