"""db and dc have changed places. At a product, a nudge of one factor is multiplied by the other
factor, not by itself.
"""

def slopes(a, b, c):
    """Return J = 3 (a + b c) and its slopes in a, b and c."""
    u = b * c  # forward
    v = a + u
    J = 3 * v
    dv = 3  # backward
    da, du = dv, dv
    db, dc = du * b, du * c
    return J, da, db, dc
