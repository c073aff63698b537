"""Your da holds the road through the gate alone; what had arrived over the product is gone.
Where roads meet, slopes are added.
"""

def slopes(a, b):
    """Return J = relu(a - b) a and its slopes in a and b."""
    u = a - b  # forward
    r = max(u, 0.0)
    J = r * a
    dr, da = a, r  # backward
    du = dr if u > 0 else 0.0
    da = du
    db = -du
    return J, da, db
