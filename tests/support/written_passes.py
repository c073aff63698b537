"""Programs with whole ways forward and back, in many ways of writing them."""

from __future__ import annotations

from tutor.programs.reference import Reference

BEGIN = "import numpy as np\nrng = np.random.default_rng(3)\n"
SQUARES = Reference((3, 4, 1), "tanh", "linear", "mse")
CLASSES = Reference((3, 4, 2), "tanh")
YES_OR_NO = Reference((3, 4, 1), "tanh")

EACH_ALONE = """
def main():
    table = rng.normal(size=(12, 3))
    heights = table[:, 0] * table[:, 1]
    K, k = rng.normal(size=(4, 3)), rng.normal(size=4)
    L, l = rng.normal(size=(1, 4)), np.zeros(1)
    speeds = [np.zeros_like(p) for p in (K, k, L, l)]
    for sweep in range(4):
        total = 0.0
        sK, sk, sL, sl = [np.zeros_like(p) for p in (K, k, L, l)]
        for x, v in zip(table, heights):
            s = np.tanh(K @ x + k)
            out = L @ s + l
            e = out - v
            total += 0.5 * e[0] ** 2
            back = (L.T @ e) * (1 - s * s)
            sL += np.outer(e, s)
            sl += e
            sK += np.outer(back, x)
            sk += back
        for p, g, w in zip((K, k, L, l), (sK, sk, sL, sl), speeds):
            w *= 0.8
            w -= 0.2 * g / len(heights)
            p += w

main()
"""
TURNED_DOT = EACH_ALONE.replace("L @ s + l", "np.dot(s, L) + l").replace("size=(1, 4)", "size=4")
TURNED_DOT = TURNED_DOT.replace("L.T @ e", "L * e").replace("np.outer(e, s)", "e * s")
WITHOUT_SPEEDS = (
    TURNED_DOT[: TURNED_DOT.index("        for p, g, w in")]
    + """
        K -= 0.2 * sK / len(heights)
        k -= 0.2 * sk / len(heights)
        L -= 0.2 * sL / len(heights)
        l -= 0.2 * sl / len(heights)

main()
"""
)
SUMMED_UP = """
people = rng.normal(size=(12, 3))
ill = people[:, 0] + people[:, 1] ** 2 > 1
net = [rng.normal(size=(4, 3)), np.ones(4), rng.normal(size=4), np.array(0.0)]
for epoch in range(3):
    total = 0.0
    for i in rng.permutation(12):
        U, a, w, c = net
        mid = np.tanh((U * people[i]).sum(axis=1) + a)
        q = 1 / (1 + np.exp(-(w @ mid + c)))
        y = 1.0 if ill[i] else 0.0
        total -= np.log(q if y else 1 - q)
        d = q - y
        back = d * w * (1 - mid**2)
        U, a = U - 0.1 * back[:, None] * people[i][None, :], a - 0.1 * back
        net = [U, a, w - 0.1 * d * mid, c - 0.1 * d]
"""
WRITTEN_OUT = """
X = rng.normal(size=(3, 10))
V = X[:1] * X[1:2]
A, a, B, b = rng.normal(size=(4, 3)), np.ones((4, 1)), rng.normal(size=(1, 4)), np.ones((1, 1))
low, up, back = np.empty((4, 10)), np.empty((1, 10)), np.empty((4, 10))
for turn in range(6):
    np.matmul(A, X, out=low)
    np.add(low, a, out=low)
    np.tanh(low, out=low)
    np.dot(B, low, out=up)
    up += b
    gap = 2 * (up - V) / 10
    np.matmul(B.T, gap, out=back)
    back *= 1 - low**2
    B -= 0.1 * (gap @ low.T)
    b -= 0.1 * gap.sum(axis=1, keepdims=True)
    A -= 0.1 * (back @ X.T)
    a -= 0.1 * back.sum(axis=1, keepdims=True)
"""
TENSORDOT = """
X = rng.normal(size=(10, 3))
kind = (X[:, 0] > 0).astype(int)
A, a, B, b = rng.normal(size=(4, 3)), np.ones(4), rng.normal(size=(2, 4)), np.ones(2)
for turn in range(6):
    low = np.tanh(np.tensordot(X, A, axes=([1], [1])) + a)
    up = np.tensordot(low, B, (1, 1)) + b
    p = np.exp(up) / np.exp(up).sum(axis=1, keepdims=True)
    cost = -np.log(np.take_along_axis(p, kind[:, None], axis=1)).mean()
    p[np.arange(10), kind] -= 1
    p /= 10
    back = np.tensordot(p, B, axes=1) * (1 - low**2)
    B -= 0.1 * np.tensordot(p, low, axes=(0, 0))
    b -= 0.1 * p.sum(axis=0)
    A -= 0.1 * np.tensordot(back, X, axes=(0, 0))
    a -= 0.1 * back.sum(axis=0)
"""
COLUMNS_PICKED = """
X = rng.normal(size=(3, 10))
k = (X[0] > 0).astype(int)
A, a, B, b = rng.normal(size=(4, 3)), np.ones((4, 1)), rng.normal(size=(2, 4)), np.ones((2, 1))
for turn in range(6):
    low = np.tanh(A @ X + a)
    up = B @ low + b
    d = np.exp(up) / np.exp(up).sum(axis=0)
    d[k, range(10)] -= 1
    d = d / 10
    back = (B.T @ d) * (1 - low**2)
    B, b = B - 0.1 * d @ low.T, b - 0.1 * d.sum(axis=1, keepdims=True)
    A, a = A - 0.1 * back @ X.T, a - 0.1 * back.sum(axis=1, keepdims=True)
"""
ONE_TAKEN_AWAY = COLUMNS_PICKED.replace("d[k, range(10)] -= 1", "np.add.at(d, (k, range(10)), -1)")
SIGNED = """
X = rng.normal(size=(10, 3))
y = np.where(X[:, 0] * X[:, 1] > 0, 1, -1)
A, a, w, c = rng.normal(size=(3, 4)), np.zeros(4), rng.normal(size=4), 0.0
for turn in range(6):
    H = np.tanh(X @ A + a)
    f = H @ w + c
    loss = np.mean(np.log(1 + np.exp(-y * f)))
    g = -y / (1 + np.exp(y * f)) / len(y)
    back = g[:, None] * w * (1 - H**2)
    w -= 0.1 * (H.T @ g)
    c -= 0.1 * g.sum()
    A -= 0.1 * (X.T @ back)
    a -= 0.1 * back.sum(axis=0)
"""
PROPERTIES = """
class Net:
    def __init__(self):
        self.X = rng.normal(size=(3, 10))
        self.t = (self.X[:1] > 0) * 1.0
        self.A, self.a = rng.normal(size=(4, 3)), np.ones((4, 1))
        self.B, self.b = rng.normal(size=(1, 4)), np.ones((1, 1))

    @property
    def hidden(self):
        return np.tanh(self.A @ self.X + self.a)

    @property
    def chance(self):
        return 1 / (1 + np.exp(-(self.B @ self.hidden + self.b)))

    @property
    def slopes(self):
        up = (self.chance - self.t) / 10
        low = (self.B.T @ up) * (1 - self.hidden**2)
        sums = [each.sum(axis=1, keepdims=True) for each in (low, up)]
        return {"A": low @ self.X.T, "a": sums[0], "B": up @ self.hidden.T, "b": sums[1]}

net = Net()
for turn in range(6):
    for name, slope in net.slopes.items():
        setattr(net, name, getattr(net, name) - 0.1 * slope)
"""
ONE_CUBE = """
X = rng.normal(size=(9, 4))
T = np.eye(4)[X.argmax(axis=1)]
W, B = rng.normal(size=(2, 4, 4)), np.ones((2, 4))
for turn in range(6):
    low = np.tanh(X @ W[0] + B[0])
    up = low @ W[1] + B[1]
    p = np.exp(up) / np.exp(up).sum(axis=1, keepdims=True)
    cost = -np.mean(np.sum(T * np.log(p), axis=1))
    dW, dB = np.zeros_like(W), np.zeros_like(B)
    d = (p - T) / 9
    dW[1] = low.T @ d
    dB[1] = d.sum(axis=0)
    back = (d @ W[1].T) * (1 - low**2)
    dW[0] = X.T @ back
    dB[0] = back.sum(axis=0)
    W -= 0.1 * dW
    B -= 0.1 * dB
"""
TAPE = """
class Tensor:
    def __init__(self, data, parents=(), pull=None):
        self.data = np.asarray(data, float)
        self.grad = np.zeros_like(self.data)
        self.parents, self.pull = parents, pull

    def __matmul__(self, other):
        out = Tensor(self.data @ other.data, (self, other))
        def pull():
            self.grad += out.grad @ other.data.T
            other.grad += self.data.T @ out.grad
        out.pull = pull
        return out

    def __add__(self, other):
        out = Tensor(self.data + other.data, (self, other))
        def pull():
            self.grad += out.grad
            other.grad += out.grad.sum(axis=0)
        out.pull = pull
        return out

    def tanh(self):
        out = Tensor(np.tanh(self.data), (self,))
        def pull():
            self.grad += out.grad * (1 - out.data**2)
        out.pull = pull
        return out

    def backward(self):
        order = []
        def visit(one):
            for each in one.parents:
                visit(each)
            order.append(one)
        visit(self)
        for one in order[::-1]:
            if one.pull:
                one.pull()

x = rng.uniform(-2, 2, (9, 3))
wanted = x[:, :1] * x[:, 1:2]
A, a = Tensor(rng.normal(size=(3, 4))), Tensor(np.ones(4))
B, b = Tensor(rng.normal(size=(4, 1))), Tensor(np.ones(1))
for turn in range(6):
    given = (Tensor(x) @ A + a).tanh() @ B + b
    for each in (A, a, B, b):
        each.grad = np.zeros_like(each.data)
    given.grad = 2 * (given.data - wanted) / 9
    given.backward()
    for each in (A, a, B, b):
        each.data -= 0.05 * each.grad
"""
MADE_BY_PRODUCTS = """
turn, aim = rng.normal(size=(3, 3)), rng.normal(size=(3, 3))
X = rng.normal(size=(20, 3)) @ turn
Y = np.sin(X @ aim)
A, a, B, b = rng.normal(size=(3, 3)), np.zeros(3), rng.normal(size=(3, 3)), np.zeros(3)
for turn in range(8):
    low = np.tanh(X @ A + a)
    gap = low @ B + b - Y
    loss = (gap**2).sum() / 20
    d = gap / 10
    back = d @ B.T * (1 - low**2)
    B -= 0.1 * low.T @ d
    b -= 0.1 * d.sum(axis=0)
    A -= 0.1 * X.T @ back
    a -= 0.1 * back.sum(axis=0)
"""
SQUARE = Reference((4, 4, 4), "tanh")
CUBE = Reference((3, 3, 3), "tanh", "linear", "mse")
PROGRAMS = [
    (TAPE, SQUARES),
    (ONE_CUBE, SQUARE),
    (EACH_ALONE, SQUARES),
    (TURNED_DOT, SQUARES),
    (WITHOUT_SPEEDS, SQUARES),
    (SUMMED_UP, YES_OR_NO),
    (WRITTEN_OUT, SQUARES),
    (TENSORDOT, CLASSES),
    (COLUMNS_PICKED, CLASSES),
    (ONE_TAKEN_AWAY, CLASSES),
    (SIGNED, YES_OR_NO),
    (PROPERTIES, YES_OR_NO),
    (MADE_BY_PRODUCTS, CUBE),
]
