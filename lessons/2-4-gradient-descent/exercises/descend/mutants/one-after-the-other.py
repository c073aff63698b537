"""w is right after the first step, b is not: w has moved before the slope in b was taken. Find
both slopes first, then move both.
"""

def descend(w, b, alpha, steps):
    """Return w and b after this many steps down (w + 2b)^2."""
    for _ in range(steps):
        dw = 2 * (w + 2 * b)
        w = w - alpha * dw
        db = 4 * (w + 2 * b)
        b = b - alpha * db
    return w, b
