"""Your J is right, but the slopes do not know of the penalty, so that no weight will ever feel
it. What is the slope of the new term?
"""

import numpy as np


def with_l2(J, dW, db, W, b, lam):
    return J + lam / 2 * np.sum(W**2), dW, db
