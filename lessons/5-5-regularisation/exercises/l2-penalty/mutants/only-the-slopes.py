"""Your slopes are right, but J does not know of the penalty. A gradient check would find that
the two do not belong together.
"""


def with_l2(J, dW, db, W, b, lam):
    return J, dW + lam * W, db
