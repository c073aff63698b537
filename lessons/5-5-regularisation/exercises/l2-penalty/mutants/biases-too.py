"""You have put a price on the biases as well. The penalty counts the weights alone; db goes
out as it came in.
"""

import numpy as np


def with_l2(J, dW, db, W, b, lam):
    return J + lam / 2 * (np.sum(W**2) + np.sum(b**2)), dW + lam * W, db + lam * b
