import numpy as np

rng = np.random.default_rng(3)
X = rng.normal(size=(40, 4))
Y = np.eye(3)[(X[:, 0] > 0).astype(int) + (X[:, 1] > 0.3)]

params = {"W1": rng.normal(size=(4, 7)) * 0.5, "b1": np.zeros(7), "W2": rng.normal(size=(7, 3)) * 0.5, "b2": np.zeros(3)}
first = {name: np.zeros_like(value) for name, value in params.items()}
second = {name: np.zeros_like(value) for name, value in params.items()}


def loss_and_grads(params, X, Y):
    h = np.tanh(X @ params["W1"] + params["b1"])
    z = h @ params["W2"] + params["b2"]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.mean(np.sum(Y * np.log(p), axis=1))
    d2 = (p - Y) / len(X)
    d1 = d2 @ params["W2"].T * (1 - h ** 2)
    return loss, {"W1": X.T @ d1, "b1": d1.sum(axis=0), "W2": h.T @ d2, "b2": d2.sum(axis=0)}


def adam_step(params, grads, t, lr=0.02, beta1=0.9, beta2=0.99, eps=1e-8):
    for name in params:
        g = grads[name]
        first[name] = beta1 * first[name] + (1 - beta1) * g
        second[name] = beta2 * second[name] + (1 - beta2) * g ** 2
        m_hat = first[name] / (1 - beta1 ** t)
        v_hat = second[name] / (1 - beta2 ** t)
        params[name] = params[name] - lr * 0.01 * params[name] - lr * m_hat / (np.sqrt(v_hat) + eps)


for t in range(1, 40):
    loss, grads = loss_and_grads(params, X, Y)
    adam_step(params, grads, t)
print(loss)
