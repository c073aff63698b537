"""You keep the step itself, -alpha g faded and added up, as some libraries do. It takes the
same way, but what is kept is another number: here v is the sum of the slopes, and p moves
by alpha v.
"""


def momentum(p, v, g, alpha, mu):
    v = mu * v - alpha * g
    return p + v, v
