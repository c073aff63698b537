"""Your p is right, but the m and v that you return are the corrected ones. The correction is
for this step only; kept, it would be faded and made again at the next step.
"""

import numpy as np


def adam(p, m, v, g, t, alpha, beta1=0.9, beta2=0.999, epsilon=1e-8):
    m = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
    v = (beta2 * v + (1 - beta2) * g**2) / (1 - beta2**t)
    p = p - alpha * m / (np.sqrt(v) + epsilon)
    return p, m, v
