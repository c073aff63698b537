"""All three slopes are 3 times too small. They stop at v, and one more hop leads from there to
J.
"""

def slopes(a, b, c):
    """Return J = 3 (a + b c) and its slopes in a, b and c."""
    u = b * c  # forward
    v = a + u
    J = 3 * v
    dv = 1  # backward
    da, du = dv, dv
    db, dc = du * c, du * b
    return J, da, db, dc
