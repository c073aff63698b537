"""da is right, but at the product you add where you should multiply. Along a road the slopes of
the hops are multiplied.
"""

def slopes(a, b, c):
    """Return J = 3 (a + b c) and its slopes in a, b and c."""
    u = b * c  # forward
    v = a + u
    J = 3 * v
    dv = 3  # backward
    da, du = dv, dv
    db, dc = du + c, du + b
    return J, da, db, dc
