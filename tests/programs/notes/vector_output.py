import numpy as np

rng = np.random.default_rng(17)
features = rng.normal(size=(24, 4))
prices = features @ np.array([1.0, -2.0, 0.5, 0.0]) + np.sin(features[:, 0])

w1 = rng.normal(size=(4, 6)) * 0.5
c1 = np.zeros(6)
w2 = rng.normal(size=(6, 5)) * 0.5
c2 = np.zeros(5)
w3 = rng.normal(size=5) * 0.5
c3 = 0.0


def predict(x):
    h1 = np.tanh(x @ w1 + c1)
    h2 = np.tanh(h1 @ w2 + c2)
    return h1, h2, h2 @ w3 + c3


n = len(prices)
lr = 0.05
losses = []
for epoch in range(10):
    h1, h2, guess = predict(features)
    err = guess - prices
    losses.append((err**2).sum() / n)
    grad_guess = 2 * err / n
    grad_w3 = h2.T @ grad_guess
    grad_c3 = grad_guess.sum()
    grad_h2 = np.outer(grad_guess, w3)
    grad_s2 = grad_h2 * (1 - h2**2)
    grad_w2 = h1.T @ grad_s2
    grad_c2 = grad_s2.sum(axis=0)
    grad_h1 = grad_s2 @ w2.T
    grad_s1 = grad_h1 * (1 - h1**2)
    grad_w1 = features.T @ grad_s1
    grad_c1 = grad_s1.sum(axis=0)
    for par, grad in ((w1, grad_w1), (c1, grad_c1), (w2, grad_w2), (c2, grad_c2), (w3, grad_w3)):
        par -= lr * grad
    c3 -= lr * grad_c3
