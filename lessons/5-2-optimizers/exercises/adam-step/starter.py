import numpy as np


def adam(p, m, v, g, t, alpha, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """One step of Adam: the new p, m and v, all of the shape of p."""
    # 1. the two memories
    # 2. their corrected values, for this step only
    # 3. the step
    return p, m, v
