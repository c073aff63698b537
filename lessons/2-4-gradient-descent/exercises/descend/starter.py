def descend(w, b, alpha, steps):
    """Return w and b after this many steps down (w + 2b)^2."""
    # Your lines go here.
