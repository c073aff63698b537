import numpy as np
class Dense:
    def __init__(self, fan_in, fan_out, f, seed):
        g = np.random.default_rng(seed)
        self.w = g.standard_normal((fan_out, fan_in)) * 0.7
        self.b = g.standard_normal((fan_out, 1)) * 0.2
        self.f = f
    def __call__(self, a_in):
        self.a_in = a_in
        self.z = np.matmul(self.w, a_in) + self.b
        self.a = np.tanh(self.z) if self.f == 'tanh' else self.z
        return self.a
    def back(self, da):
        m = da.shape[1]
        if self.f == 'tanh':
            dz = da * (1 - self.a ** 2)
        else:
            dz = da
        self.dw = np.matmul(dz, self.a_in.T) / m
        self.db = np.mean(dz, axis=1, keepdims=True)
        return np.matmul(self.w.T, dz)
    def learn(self, eta):
        self.w -= eta * self.dw
        self.b -= eta * self.db
g = np.random.default_rng(2)
X = g.standard_normal((2, 16))
Y = np.sin(X[0:1]) + X[1:2] ** 2
layers = [Dense(2, 7, 'tanh', 3), Dense(7, 4, 'tanh', 4), Dense(4, 1, 'linear', 5)]
costs = []
for epoch in range(15):
    out = X
    for layer in layers:
        out = layer(out)
    cost = np.mean((out - Y) ** 2)
    costs.append(cost)
    grad = 2 * (out - Y)
    for layer in layers[::-1]:
        grad = layer.back(grad)
    for layer in layers:
        layer.learn(0.05)
