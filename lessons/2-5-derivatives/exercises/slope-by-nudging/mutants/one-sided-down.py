"""You nudge in one direction only, downwards. It is close for a small h, but off by about as
much as the nudge; go up as well, and the two errors cancel.
"""

def slope(f, a, h):
    """Return the slope of f at a, by nudges of h up and down."""
    return (f(a) - f(a - h)) / h
