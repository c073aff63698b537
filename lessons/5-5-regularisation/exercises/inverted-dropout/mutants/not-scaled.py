"""In training those that stay are not scaled, so the next layer's sums are smaller than they
will be afterwards. Divide by the share that stays.
"""


def dropout(A_prev, dA, mask, rate, training):
    if not training:
        return A_prev, dA
    return A_prev * mask, dA * mask
