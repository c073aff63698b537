"""Your walk back begins with the value of J. It begins with a slope: how far does J move for
each 1 that v moves?
"""

def slopes(a, b, c):
    """Return J = 3 (a + b c) and its slopes in a, b and c."""
    u = b * c  # forward
    v = a + u
    J = 3 * v
    dv = J  # backward
    da, du = dv, dv
    db, dc = du * c, du * b
    return J, da, db, dc
