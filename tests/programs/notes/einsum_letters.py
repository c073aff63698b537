import numpy as np

gen = np.random.default_rng(77)
n, d, hdim, k = 16, 3, 6, 4
data = gen.standard_normal((n, d))
classes = gen.integers(0, k, n)
onehot = np.zeros((n, k))
onehot[np.arange(n), classes] = 1

w_in = gen.standard_normal((d, hdim)) / np.sqrt(d)
c_in = np.zeros(hdim)
w_out = gen.standard_normal((hdim, k)) / np.sqrt(hdim)
c_out = np.zeros(k)
step = 0.4

losses = []
for epoch in range(15):
    pre = np.einsum("nd,dh->nh", data, w_in) + c_in
    hid = 1.0 / (1.0 + np.exp(-pre))
    logit = np.einsum("nh,hk->nk", hid, w_out) + c_out
    logit -= logit.max(axis=1, keepdims=True)
    q = np.exp(logit)
    q /= q.sum(axis=1, keepdims=True)
    losses.append(-np.mean(np.log(np.sum(q * onehot, axis=1))))

    err = (q - onehot) / n
    g_w_out = np.einsum("nh,nk->hk", hid, err)
    g_c_out = np.einsum("nk->k", err)
    back = np.einsum("nk,hk->nh", err, w_out)
    back = back * hid * (1 - hid)
    g_w_in = np.einsum("nd,nh->dh", data, back)
    g_c_in = back.sum(0)

    w_out -= step * g_w_out
    c_out -= step * g_c_out
    w_in -= step * g_w_in
    c_in -= step * g_c_in
