import numpy as np


def add_intercept(X):
    return np.hstack([np.ones((X.shape[0], 1)), X])


def one_hot(y, k):
    H = np.zeros((y.shape[0], k))
    H[np.arange(y.shape[0]), y] = 1
    return H


def hypothesis(X, theta):
    scores = X @ theta
    scores = scores - scores.max(axis=1)[:, np.newaxis]
    e = np.exp(scores)
    return e / e.sum(axis=1)[:, np.newaxis]


def cost_function(X, Y, theta):
    h = hypothesis(X, theta)
    return -np.sum(Y * np.log(h)) / X.shape[0]


def gradient(X, Y, theta):
    h = hypothesis(X, theta)
    diff = h - Y
    return X.T @ diff / X.shape[0]


def gradient_descent(X, Y, theta, alpha, num_iters):
    J_history = []
    for _ in range(num_iters):
        theta = theta - alpha * gradient(X, Y, theta)
        J_history.append(cost_function(X, Y, theta))
    return theta, J_history


rng = np.random.default_rng(8)
raw = rng.normal(size=(30, 4))
y = rng.integers(0, 3, size=30)
X = add_intercept(raw)
theta = rng.normal(size=(5, 3)) * 0.2
theta, J_history = gradient_descent(X, one_hot(y, 3), theta, 0.3, 10)
