"""Your slope in a is 3 times a: that is a value, what this dial adds to J. Its slope is how far
J moves for each 1 that the dial moves.
"""

def slopes(a, b, c):
    """Return J = 3 (a + b c) and its slopes in a, b and c."""
    u = b * c  # forward
    v = a + u
    J = 3 * v
    dv = 3  # backward
    da, du = dv * a, dv
    db, dc = du * c, du * b
    return J, da, db, dc
