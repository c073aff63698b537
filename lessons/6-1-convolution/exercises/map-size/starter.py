def map_size(n, f, p, s):
    """The number of places for a filter of width f on n dots, padded by p, with stride s."""
    return n
