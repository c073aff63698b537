"""Your p is right, but your v holds slopes that are multiplied by alpha already. Here v is the
sum of the slopes alone, and alpha comes in where p moves.
"""


def momentum(p, v, g, alpha, mu):
    step = mu * alpha * v + alpha * g
    return p - step, step
