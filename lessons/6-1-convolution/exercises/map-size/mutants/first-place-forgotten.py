"""You count the steps. The filter has one place more than it makes steps: the one where it
begins.
"""


def map_size(n, f, p, s):
    return (n + 2 * p - f) // s
