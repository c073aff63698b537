def slopes(a, b, c):
    """Return J = 3 (a + b c) and its slopes in a, b and c."""
    # Your lines go here.
