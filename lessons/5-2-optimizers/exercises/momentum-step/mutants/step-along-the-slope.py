"""Your v is right, but p moves along g, so that the memory is kept and never used. The step
goes along v.
"""


def momentum(p, v, g, alpha, mu):
    v = mu * v + g
    p = p - alpha * g
    return p, v
