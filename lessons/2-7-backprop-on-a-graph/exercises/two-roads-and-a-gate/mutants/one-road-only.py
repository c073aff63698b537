"""Your da holds the road through the product alone. The dial a also stands in the sum, and a
nudge goes down both roads.
"""

def slopes(a, b):
    """Return J = relu(a - b) a and its slopes in a and b."""
    u = a - b  # forward
    r = max(u, 0.0)
    J = r * a
    dr, da = a, r  # backward
    du = dr if u > 0 else 0.0
    db = -du
    return J, da, db
