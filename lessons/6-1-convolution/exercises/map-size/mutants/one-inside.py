"""Your 1 is divided by the stride as well. Divide the distance first, and then add the place
where the filter begins.
"""


def map_size(n, f, p, s):
    return (n + 2 * p - f + 1) // s
