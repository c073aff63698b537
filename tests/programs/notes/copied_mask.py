import numpy as np

rng = np.random.default_rng(100)
N, D_in, H, D_out = 20, 4, 6, 2
x = rng.standard_normal((N, D_in))
y = np.c_[x[:, 0] * x[:, 1], np.abs(x[:, 2])]
w1 = rng.standard_normal((D_in, H)) * 0.5
w2 = rng.standard_normal((H, D_out)) * 0.5
bias1, bias2 = np.zeros(H), np.zeros(D_out)
learning_rate = 0.02

for t in range(20):
    batch = rng.choice(N, 10, replace=False)
    xb, yb = x[batch], y[batch]
    h = xb @ w1 + bias1
    h_relu = np.maximum(h, 0)
    y_pred = h_relu @ w2 + bias2
    diff = y_pred - yb
    loss = np.square(diff).sum() / len(batch)

    grad_y_pred = 2.0 * diff / len(batch)
    grad_w2 = h_relu.T @ grad_y_pred
    grad_bias2 = grad_y_pred.sum(0)
    grad_h_relu = grad_y_pred @ w2.T
    grad_h = grad_h_relu.copy()
    grad_h[h < 0] = 0
    grad_w1 = xb.T @ grad_h
    grad_bias1 = grad_h.sum(0)

    w1 -= learning_rate * grad_w1
    bias1 -= learning_rate * grad_bias1
    w2 -= learning_rate * grad_w2
    bias2 -= learning_rate * grad_bias2
