import numpy as np


def with_l2(J, dW, db, W, b, lam):
    """Cost and slopes with an L2 penalty on the weights."""
    # what does the penalty add to the cost, and to which slopes?
    return J, dW, db
