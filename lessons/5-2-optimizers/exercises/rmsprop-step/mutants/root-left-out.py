"""You divide by s itself, a mean of squares. The scale of the slopes is its root."""


def rmsprop(p, s, g, alpha, rho=0.9, epsilon=1e-8):
    s = rho * s + (1 - rho) * g**2
    return p - alpha * g / (s + epsilon), s
