"""Your slopes are right, but J gets the length of W, the root of the sum of squares. The
penalty is the sum itself, without a root.
"""

import numpy as np


def with_l2(J, dW, db, W, b, lam):
    return J + lam / 2 * np.linalg.norm(W), dW + lam * W, db
