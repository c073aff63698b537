import numpy as np


def rmsprop(p, s, g, alpha, rho=0.9, epsilon=1e-8):
    """One step of RMSProp: the new p and s, both of the shape of p."""
    s = rho * s + (1 - rho) * g**2
    # sqrt(s): how large slopes usually are here
    p = p - alpha * g / (np.sqrt(s) + epsilon)
    return p, s
