"""b follows the slope in w. Each weight has a slope of its own, and here that of b is twice as
large.
"""

def descend(w, b, alpha, steps):
    """Return w and b after this many steps down (w + 2b)^2."""
    for _ in range(steps):
        dw = 2 * (w + 2 * b)
        w = w - alpha * dw
        b = b - alpha * dw
    return w, b
