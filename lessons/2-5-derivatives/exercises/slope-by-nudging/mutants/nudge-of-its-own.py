"""You take a nudge of your own and not the h that was given. Here it would even be the better
choice, but a caller who asks for an h should get it.
"""

def slope(f, a, h):
    """Return the slope of f at a, by nudges of h up and down."""
    h = 1e-5
    return (f(a + h) - f(a - h)) / (2 * h)
