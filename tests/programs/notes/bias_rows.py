"""Two hidden layers, bias trick: every weight matrix has an extra row for the bias."""
import numpy as np

rng = np.random.default_rng(11)


def with_one(v):
    return np.c_[v, np.ones(len(v))]


def relu(v):
    return np.where(v > 0, v, 0.0)


class MLP:
    def __init__(self, sizes, rate):
        self.rate = rate
        self.mats = [rng.normal(0, np.sqrt(2 / a), (a + 1, b)) for a, b in zip(sizes, sizes[1:])]

    def forward(self, X):
        self.inputs, self.sums = [], []
        out = X
        for k, M in enumerate(self.mats):
            ext = with_one(out)
            s = ext @ M
            self.inputs.append(ext)
            self.sums.append(s)
            out = relu(s) if k < len(self.mats) - 1 else s
        ex = np.exp(out - out.max(axis=1, keepdims=True))
        return ex / ex.sum(axis=1, keepdims=True)

    def train_step(self, X, Y):
        P = self.forward(X)
        n = X.shape[0]
        err = (P - Y) / n
        grads = []
        for k in range(len(self.mats) - 1, -1, -1):
            grads.insert(0, self.inputs[k].T @ err)
            if k > 0:
                err = err @ self.mats[k][:-1].T
                err[self.sums[k - 1] <= 0] = 0
        for M, g in zip(self.mats, grads):
            M -= self.rate * g
        return -np.mean(np.log(P[np.arange(n), Y.argmax(axis=1)]))


def spiral(n):
    t = np.linspace(0, 1, n)
    X, y = [], []
    for c in range(3):
        ang = 4 * t + c * 2.1 + rng.normal(0, 0.15, n)
        X.append(np.c_[t * np.sin(ang), t * np.cos(ang)])
        y += [c] * n
    return np.vstack(X), np.array(y)


X, y = spiral(25)
Y = np.eye(3)[y]
model = MLP([2, 9, 6, 3], 0.4)
losses = []
for epoch in range(80):
    losses.append(model.train_step(X, Y))
print(losses[0], losses[-1])
