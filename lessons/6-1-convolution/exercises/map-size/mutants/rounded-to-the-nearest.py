"""You round the number of steps to the nearest, so that sometimes the last one sticks out of
the row. Round down, with `//`.
"""


def map_size(n, f, p, s):
    return round((n + 2 * p - f) / s) + 1
