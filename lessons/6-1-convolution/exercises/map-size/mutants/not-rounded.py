"""Where the stride does not divide the distance you return a broken number of places. A last
step that would stick out is not made: round down, with `//`.
"""


def map_size(n, f, p, s):
    return (n + 2 * p - f) / s + 1
