def map_size(n, f, p, s):
    """How many places a filter of width f finds on n dots."""
    # whole steps, and the place where it begins
    return (n + 2 * p - f) // s + 1
