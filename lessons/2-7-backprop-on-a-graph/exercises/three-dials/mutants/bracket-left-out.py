"""Your formula is 3a + bc: the 3 reaches a only. It stands before the bracket, so it multiplies
the whole sum.
"""

def slopes(a, b, c):
    """Return J = 3 (a + b c) and its slopes in a, b and c."""
    u = b * c  # forward
    v = 3 * a + u
    J = v
    dv = 1  # backward
    da, du = 3 * dv, dv
    db, dc = du * c, du * b
    return J, da, db, dc
