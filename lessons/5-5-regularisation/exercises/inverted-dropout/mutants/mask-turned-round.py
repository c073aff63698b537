"""You switch off those that should stay. In the mask 1 means that a unit stays, and 0 that it
is off.
"""


def dropout(A_prev, dA, mask, rate, training):
    if not training:
        return A_prev, dA
    scale = (1 - mask) / (1 - rate)
    return A_prev * scale, dA * scale
