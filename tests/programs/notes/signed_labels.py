# two classes, labels +1 and -1, one example at a time; the third input is always 1
import numpy as np

rng = np.random.RandomState(3)
N = 30
pts = rng.randn(N, 2)
cls = np.where(pts[:, 0] * pts[:, 1] > 0, 1, -1)
ext = np.hstack([pts, np.ones((N, 1))])

V = rng.randn(5, 3) * 0.5  # inputs to hidden
w = rng.randn(5) * 0.5  # hidden to output
gamma = 0.05


def g(s):
    return np.tanh(s)


def slope(s):
    return 1 - np.tanh(s) ** 2


for epoch in range(8):
    total = 0.0
    dV = np.zeros_like(V)
    dw = np.zeros_like(w)
    for n in range(N):
        x = ext[n]
        d = cls[n]
        s = V @ x
        h = g(s)
        o = g(w @ h)
        total += 0.5 * (o - d) ** 2
        e = (o - d) * (1 - o**2)
        dw += e * h
        back = e * w * slope(s)
        dV += np.outer(back, x)
    V -= gamma * dV / N
    w -= gamma * dw / N
    print(epoch, total / N)
