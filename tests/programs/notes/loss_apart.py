import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def f_forward(x, w1, w2):
    z1 = x.dot(w1)
    a1 = sigmoid(z1)
    z2 = a1.dot(w2)
    a2 = sigmoid(z2)
    return a2


def generate_wt(x, y):
    li = []
    for i in range(x * y):
        li.append(np.random.randn())
    return np.array(li).reshape(x, y)


def loss(out, Y):
    s = np.square(out - Y)
    s = np.sum(s) / len(Y)
    return s


def back_prop(x, y, w1, w2, alpha):
    z1 = x.dot(w1)
    a1 = sigmoid(z1)
    z2 = a1.dot(w2)
    a2 = sigmoid(z2)
    d2 = (a2 - y) * a2 * (1 - a2)
    d1 = np.multiply((w2.dot((d2.transpose()))).transpose(), np.multiply(a1, 1 - a1))
    w1_adj = x.transpose().dot(d1)
    w2_adj = a1.transpose().dot(d2)
    w1 = w1 - (alpha * w1_adj)
    w2 = w2 - (alpha * w2_adj)
    return w1, w2


def train(x, Y, w1, w2, alpha=0.5, epoch=5):
    acc = []
    losss = []
    for j in range(epoch):
        l = []
        for i in range(len(x)):
            out = f_forward(x[i], w1, w2)
            l.append(loss(out, Y[i]))
            w1, w2 = back_prop(x[i], Y[i], w1, w2, alpha)
        acc.append((1 - (sum(l) / len(x))) * 100)
        losss.append(sum(l) / len(x))
    return acc, losss, w1, w2


np.random.seed(6)
x = [np.random.rand(1, 6) for _ in range(3)]
y = np.eye(3)
w1 = generate_wt(6, 4)
w2 = generate_wt(4, 3)
acc, losss, w1, w2 = train(x, y, w1, w2)
