import numpy as np

np.random.seed(15)
xs = np.random.uniform(-2, 2, (24, 1))
ys = np.sin(xs) + 0.3 * xs
hidden_units = 7
U = np.random.randn(1, hidden_units)
c = np.random.randn(hidden_units) * 0.1
V = np.random.randn(hidden_units, 1) * 0.5
d = np.zeros(1)
velocity = {"U": np.zeros_like(U), "c": np.zeros_like(c), "V": np.zeros_like(V), "d": np.zeros_like(d)}
mu, rate = 0.8, 0.05

for t in range(14):
    s = xs.dot(U) + c
    h = 1 / (1 + np.exp(-s))
    out = h.dot(V) + d
    residual = out - ys
    mse = np.mean(residual ** 2)

    g_out = 2 * residual / len(xs)
    gV = h.T.dot(g_out)
    gd = g_out.sum(axis=0)
    g_h = g_out.dot(V.T)
    g_s = g_h * h * (1 - h)
    gU = xs.T.dot(g_s)
    gc = g_s.sum(axis=0)

    for name, param, grad in (("U", U, gU), ("c", c, gc), ("V", V, gV), ("d", d, gd)):
        velocity[name] = mu * velocity[name] - rate * grad
        param += velocity[name]
