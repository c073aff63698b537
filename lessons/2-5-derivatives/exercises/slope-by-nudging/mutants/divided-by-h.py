"""Your slope is exactly twice too large. From a - h to a + h the input moves by more than h."""

def slope(f, a, h):
    """Return the slope of f at a, by nudges of h up and down."""
    return (f(a + h) - f(a - h)) / h
