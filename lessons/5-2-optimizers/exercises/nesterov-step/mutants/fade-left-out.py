"""Your direction is g + v. The look ahead fades the memory once more, so v is multiplied by mu
there, too.
"""


def nesterov(p, v, g, alpha, mu):
    v = mu * v + g
    return p - alpha * (g + v), v
