"""Your A is right. The slopes that come back are stopped where a unit was off, but not scaled
where it stayed: what multiplied the number multiplies its slope as well.
"""


def dropout(A_prev, dA, mask, rate, training):
    if not training:
        return A_prev, dA
    return A_prev * mask / (1 - rate), dA * mask
