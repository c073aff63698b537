def momentum(p, v, g, alpha, mu):
    """One step of momentum: the new p and v, both of the shape of p."""
    v = mu * v + g  # a fading sum: slopes that agree add up
    p = p - alpha * v
    return p, v
