"""All is right but at a sum of exactly 0, where your gate is open. There ReLU has a kink, and
the course says: shut.
"""

def slopes(a, b):
    """Return J = relu(a - b) a and its slopes in a and b."""
    u = a - b  # forward
    r = max(u, 0.0)
    J = r * a
    dr, da = a, r  # backward
    du = dr if u >= 0 else 0.0
    da = da + du
    db = -du
    return J, da, db
