"""You divide by the rate, the probability of being off. Those that stay have to make up for
the others: divide by the probability of staying.
"""


def dropout(A_prev, dA, mask, rate, training):
    if not training:
        return A_prev, dA
    return A_prev * mask / rate, dA * mask / rate
