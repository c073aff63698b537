"""This is dropout of the older kind, which scales after training in place of in training.
Inverted dropout scales those that stay at once, and leaves everything alone afterwards.
"""


def dropout(A_prev, dA, mask, rate, training):
    if not training:
        return A_prev * (1 - rate), dA * (1 - rate)
    return A_prev * mask, dA * mask
