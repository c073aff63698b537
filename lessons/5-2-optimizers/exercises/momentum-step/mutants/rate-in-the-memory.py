"""You multiply g by alpha before it enters v, and step by v alone. Here v is the sum of the
slopes as they are, and alpha comes in where p moves.
"""


def momentum(p, v, g, alpha, mu):
    v = mu * v + alpha * g
    return p - v, v
