import numpy as np


def momentum(p, v, g, alpha, mu):
    """One step of momentum: the new p and v, both of the shape of p."""
    # 1. the running sum of slopes
    # 2. the step along it
    return p, v
