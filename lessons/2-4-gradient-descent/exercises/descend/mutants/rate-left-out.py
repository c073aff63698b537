"""Your steps are as long as the slopes themselves. The learning rate alpha says which part of a
slope is walked.
"""

def descend(w, b, alpha, steps):
    """Return w and b after this many steps down (w + 2b)^2."""
    for _ in range(steps):
        dw = 2 * (w + 2 * b)
        db = 4 * (w + 2 * b)
        w = w - dw
        b = b - db
    return w, b
