"""Your number of steps is rounded up, so that the last one sticks out of the row. Round down."""


def map_size(n, f, p, s):
    return -(-(n + 2 * p - f) // s) + 1
