import numpy as np

# 3-6-2 network, all parameters in one vector theta

rng = np.random.RandomState(3)
n_in, n_hid, n_out = 3, 6, 2
N = 40
X = rng.randn(N, n_in)
labels = (X[:, 0] * X[:, 1] > 0).astype(int)
T = np.zeros((N, n_out))
T[np.arange(N), labels] = 1.0


def unpack(theta):
    i = n_in * n_hid
    W1 = theta[:i].reshape(n_in, n_hid)
    b1 = theta[i:i + n_hid]
    i += n_hid
    W2 = theta[i:i + n_hid * n_out].reshape(n_hid, n_out)
    i += n_hid * n_out
    b2 = theta[i:]
    return W1, b1, W2, b2


def cost_and_gradient(theta, X, T):
    W1, b1, W2, b2 = unpack(theta)
    H = np.tanh(X.dot(W1) + b1)
    scores = H.dot(W2) + b2
    scores = scores - scores.max(axis=1, keepdims=True)
    P = np.exp(scores)
    P = P / P.sum(axis=1, keepdims=True)
    cost = -np.sum(T * np.log(P)) / len(X)

    D2 = (P - T) / len(X)
    G2 = H.T.dot(D2)
    c2 = D2.sum(axis=0)
    D1 = D2.dot(W2.T) * (1 - H ** 2)
    G1 = X.T.dot(D1)
    c1 = D1.sum(axis=0)
    grad = np.concatenate([G1.ravel(), c1, G2.ravel(), c2])
    return cost, grad


theta = 0.3 * rng.randn(n_in * n_hid + n_hid + n_hid * n_out + n_out)
alpha = 0.5
for it in range(60):
    cost, grad = cost_and_gradient(theta, X, T)
    theta = theta - alpha * grad
    if it % 20 == 0:
        print(it, cost)
