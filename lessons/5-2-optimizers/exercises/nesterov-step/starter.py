import numpy as np


def nesterov(p, v, g, alpha, mu):
    """One step of Nesterov's momentum: the new p and v."""
    # 1. the running sum of slopes
    # 2. the direction, which looks one slope ahead
    # 3. the step
    return p, v
