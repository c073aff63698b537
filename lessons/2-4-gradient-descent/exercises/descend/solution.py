def descend(w, b, alpha, steps):
    """Return w and b after this many steps down (w + 2b)^2."""
    for _ in range(steps):
        dw = 2 * (w + 2 * b)
        db = 4 * (w + 2 * b)
        w = w - alpha * dw
        b = b - alpha * db
    return w, b
