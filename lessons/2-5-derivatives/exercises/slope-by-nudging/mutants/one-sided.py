"""You nudge in one direction only. It is close for a small h, but off by about as much as the
nudge; go up and down, and what is too much on one side is too little on the other.
"""

def slope(f, a, h):
    """Return the slope of f at a, by nudges of h up and down."""
    return (f(a + h) - f(a)) / h
