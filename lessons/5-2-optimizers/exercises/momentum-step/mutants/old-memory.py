"""Your p moves along the v of the step before. Bring v up to date first, then move."""


def momentum(p, v, g, alpha, mu):
    p = p - alpha * v
    v = mu * v + g
    return p, v
