"""Only the second output is divided. The difference of the outputs as a whole stands above the
line, so it needs brackets.
"""

def slope(f, a, h):
    """Return the slope of f at a, by nudges of h up and down."""
    return f(a + h) - f(a - h) / (2 * h)
