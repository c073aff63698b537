import numpy as np

rng = np.random.default_rng(99)
N, D_in, H, D_out = 16, 5, 8, 3
x = rng.standard_normal((N, D_in))
t = rng.standard_normal((N, D_out))
w1 = rng.standard_normal((D_in, H)) * 0.4
b1 = rng.standard_normal(H) * 0.1
w2 = rng.standard_normal((H, D_out)) * 0.4
b2 = rng.standard_normal(D_out) * 0.1
m_w1, m_w2 = np.zeros_like(w1), np.zeros_like(w2)

for it in range(10):
    u1 = x.dot(w1) + b1
    r1 = np.maximum(u1, 0)
    pred = r1.dot(w2) + b2

    residual = pred - t
    objective = (residual * residual).sum() / N

    d_pred = 2.0 / N * residual
    d_w2 = r1.T.dot(d_pred)
    d_b2 = d_pred.sum(axis=0)
    d_r1 = d_pred.dot(w2.T)
    d_u1 = np.where(u1 > 0, d_r1, 0.0)
    d_w1 = x.T.dot(d_u1)
    d_b1 = d_u1.sum(axis=0)

    m_w1 = 0.9 * m_w1 + d_w1
    m_w2 = 0.9 * m_w2 + d_w2
    w1 -= 0.02 * m_w1
    w2 -= 0.02 * m_w2
    b1 -= 0.02 * d_b1
    b2 -= 0.02 * d_b2
