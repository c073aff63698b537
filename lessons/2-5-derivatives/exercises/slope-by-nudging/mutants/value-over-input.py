"""That is the value per unit of input, f(a) over a. The slope asks how far the output moves when
the input moves a little from here.
"""

def slope(f, a, h):
    """Return the slope of f at a, by nudges of h up and down."""
    return f(a) / a if a else 0.0
