"""In training you multiply those that stay by the share that stays, so they become smaller
still. They have to make up for the others: divide by it.
"""


def dropout(A_prev, dA, mask, rate, training):
    if not training:
        return A_prev, dA
    scale = mask * (1 - rate)
    return A_prev * scale, dA * scale
