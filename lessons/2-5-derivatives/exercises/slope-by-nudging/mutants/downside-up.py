"""Right but for the sign: you take the upper output from the lower one."""

def slope(f, a, h):
    """Return the slope of f at a, by nudges of h up and down."""
    return (f(a - h) - f(a + h)) / (2 * h)
