import numpy as np

rng = np.random.default_rng(3)
X = rng.normal(size=(40, 4))
Y = np.eye(3)[(X[:, 0] > 0).astype(int) + (X[:, 1] > 0.3)]


class Adam:
    def __init__(self, tensors, rate=0.02, b1=0.9, b2=0.99):
        self.tensors, self.rate, self.b1, self.b2 = tensors, rate, b1, b2
        self.m = [np.zeros(w.shape) for w in tensors]
        self.v = [np.zeros(w.shape) for w in tensors]
        self.t = 0

    def step(self, grads):
        self.t += 1
        for i, (w, g) in enumerate(zip(self.tensors, grads)):
            self.m[i] *= self.b1
            self.m[i] += (1 - self.b1) * g
            self.v[i] *= self.b2
            self.v[i] += (1 - self.b2) * np.square(g)
            mh = self.m[i] / (1 - self.b1 ** self.t)
            vh = self.v[i] / (1 - self.b2 ** self.t)
            w -= self.rate * mh / (np.sqrt(vh) + 1e-8)


class Net:
    def __init__(self, n, h, k):
        self.A, self.a = rng.normal(size=(n, h)) * 0.5, np.zeros(h)
        self.B, self.b = rng.normal(size=(h, k)) * 0.5, np.zeros(k)

    def forward(self, x):
        self.x = x
        self.z = x @ self.A + self.a
        self.h = np.maximum(self.z, 0)
        s = self.h @ self.B + self.b
        e = np.exp(s - s.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def backward(self, p, y):
        d = (p - y) / len(y)
        gB, gb = self.h.T @ d, d.sum(axis=0)
        d = (d @ self.B.T) * (self.z > 0)
        return [self.x.T @ d, d.sum(axis=0), gB, gb]


net = Net(4, 8, 3)
opt = Adam([net.A, net.a, net.B, net.b])
for epoch in range(12):
    order = rng.permutation(len(X))
    for start in range(0, len(X), 20):
        pick = order[start:start + 20]
        p = net.forward(X[pick])
        loss = -np.mean(np.log(p[np.arange(len(pick)), Y[pick].argmax(axis=1)]))
        opt.step(net.backward(p, Y[pick]))
print(loss)
