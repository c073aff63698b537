import numpy as np


class Model:
    def __init__(self, n_features, n_hidden, n_classes):
        gen = np.random.RandomState(20)
        self.params = {
            "theta1": gen.uniform(-1, 1, (n_features, n_hidden)),
            "theta1_bias": np.zeros((1, n_hidden)),
            "theta2": gen.uniform(-1, 1, (n_hidden, n_classes)),
            "theta2_bias": np.zeros((1, n_classes)),
        }
        self.m = {k: 0 for k in self.params}
        self.v = {k: 0 for k in self.params}
        self.t = 0

    def predict_proba(self, X):
        self.X = X
        self.pre = np.dot(X, self.params["theta1"]) + self.params["theta1_bias"]
        self.hid = np.tanh(self.pre)
        scores = np.dot(self.hid, self.params["theta2"]) + self.params["theta2_bias"]
        scores -= np.max(scores, axis=1)[:, None]
        exps = np.exp(scores)
        self.proba = exps / np.sum(exps, axis=1)[:, None]
        return self.proba

    def gradient(self, y):
        n = y.shape[0]
        d_scores = np.copy(self.proba)
        d_scores[range(n), y] -= 1
        d_scores /= n
        d_hid = np.dot(d_scores, self.params["theta2"].T)
        d_pre = d_hid * (1 - np.square(self.hid))
        return {
            "theta2": np.dot(self.hid.T, d_scores),
            "theta2_bias": np.sum(d_scores, axis=0, keepdims=True),
            "theta1": np.dot(self.X.T, d_pre),
            "theta1_bias": np.sum(d_pre, axis=0, keepdims=True),
        }

    def adam(self, grads, lr=0.05, b1=0.9, b2=0.999):
        self.t += 1
        for k, g in grads.items():
            self.m[k] = b1 * self.m[k] + (1 - b1) * g
            self.v[k] = b2 * self.v[k] + (1 - b2) * g ** 2
            m_hat = self.m[k] / (1 - b1 ** self.t)
            v_hat = self.v[k] / (1 - b2 ** self.t)
            self.params[k] = self.params[k] - lr * m_hat / (np.sqrt(v_hat) + 1e-8)


gen = np.random.RandomState(7)
X = gen.randn(23, 3)
y = gen.randint(0, 4, 23)
model = Model(3, 6, 4)
for step in range(12):
    proba = model.predict_proba(X)
    nll = -np.log(proba[range(23), y]).mean()
    model.adam(model.gradient(y))
