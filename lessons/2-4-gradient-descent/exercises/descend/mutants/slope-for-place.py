"""You return the move and not the place: after a step, w holds only what the step has changed.
The new w is the old one minus alpha times the slope.
"""

def descend(w, b, alpha, steps):
    """Return w and b after this many steps down (w + 2b)^2."""
    for _ in range(steps):
        dw = 2 * (w + 2 * b)
        db = 4 * (w + 2 * b)
        w = -alpha * dw
        b = -alpha * db
    return w, b
