import numpy as np

np.random.seed(2)


class FlatNet:
    def __init__(self, n0, n1, n2):
        self.n0, self.n1, self.n2 = n0, n1, n2
        self.p = np.random.randn((n0 + 1) * n1 + (n1 + 1) * n2) * 0.4
        self.velocity = np.zeros_like(self.p)

    def unroll(self, p):
        k = self.n1 * (self.n0 + 1)
        A = np.reshape(p[0:k], (self.n1, self.n0 + 1))
        B = np.reshape(p[k:], (self.n2, self.n1 + 1))
        return A, B

    def predict(self, X):
        A, B = self.unroll(self.p)
        ones = np.ones((len(X), 1))
        self.x0 = np.hstack((ones, X))
        self.s1 = self.x0.dot(A.T)
        self.x1 = np.hstack((ones, np.tanh(self.s1)))
        return self.x1.dot(B.T)

    def loss_grad(self, X, T):
        out = self.predict(X)
        A, B = self.unroll(self.p)
        diff = out - T
        loss = (diff ** 2).sum() / (2 * len(X))
        d2 = diff / len(X)
        d1 = d2.dot(B[:, 1:]) * (1 - np.tanh(self.s1) ** 2)
        gA = d1.T.dot(self.x0)
        gB = d2.T.dot(self.x1)
        return loss, np.hstack((gA.flatten(), gB.flatten()))

    def fit(self, X, T, rate=0.1, mu=0.8, epochs=100):
        for epoch in range(epochs):
            loss, grad = self.loss_grad(X, T)
            self.velocity = mu * self.velocity - rate * grad
            self.p += self.velocity
            if epoch % 20 == 0:
                print("epoch %3d  loss %.5f" % (epoch, loss))


X = np.random.uniform(-2, 2, (50, 2))
T = np.column_stack((np.sin(X[:, 0]), X[:, 0] * X[:, 1]))
FlatNet(2, 8, 2).fit(X, T)
