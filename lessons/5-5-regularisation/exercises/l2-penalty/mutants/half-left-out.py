"""Your penalty is twice as large as it should be, in the cost and in the slopes: the factor
before the sum is lambda/2.
"""

import numpy as np


def with_l2(J, dW, db, W, b, lam):
    return J + lam * np.sum(W**2), dW + 2 * lam * W, db
