"""W and b are apart now, but neither remembers anything: each step begins with means of 0.
They have to be found again in `memory`.
"""

import numpy as np


def step(W, b, dW, db, memory, alpha):
    def moved(p, g):
        return p - alpha * 0.1 * g / (np.sqrt(0.001 * g**2) + 1e-8)

    return moved(W, dW), moved(b, db)
