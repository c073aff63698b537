import numpy as np

np.random.seed(0)
X = np.random.randn(3, 25)
Y = (X[0:1, :] - 2 * X[1:2, :] + 0.3 > 0).astype(int)


def sigmoid(z):
    s = 1 / (1 + np.exp(-z))
    return s


def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dw = 1 / m * np.dot(X, (A - Y).T)
    db = 1 / m * np.sum(A - Y)
    return dw, db, cost


w = np.zeros((3, 1))
b = 0.0
costs = []
for i in range(50):
    dw, db, cost = propagate(w, b, X, Y)
    w = w - 0.2 * dw
    b = b - 0.2 * db
    costs.append(cost)
