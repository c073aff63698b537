def nesterov(p, v, g, alpha, mu):
    """One step of Nesterov's momentum: the new p and v."""
    v = mu * v + g
    ahead = g + mu * v  # what v would be after one more slope like g
    p = p - alpha * ahead
    return p, v
