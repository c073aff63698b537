import numpy as np


def rmsprop(p, s, g, alpha, rho=0.9, epsilon=1e-8):
    """One step of RMSProp: the new p and s, both of the shape of p."""
    # 1. the running mean of the squared slopes
    # 2. the step, scaled for each parameter
    return p, s
