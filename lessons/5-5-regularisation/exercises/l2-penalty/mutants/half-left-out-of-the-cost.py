"""Your slopes are right, and the penalty in J twice as large as it should be: the factor
before the sum is lambda/2.
"""

import numpy as np


def with_l2(J, dW, db, W, b, lam):
    return J + lam * np.sum(W**2), dW + lam * W, db
