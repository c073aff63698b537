"""Your slope shrinks with the nudge: Python divides by 2 and then multiplies by h. The whole
denominator needs brackets.
"""

def slope(f, a, h):
    """Return the slope of f at a, by nudges of h up and down."""
    return (f(a + h) - f(a - h)) / 2 * h
