"""Mistakes that show elsewhere first: in a call, a name, a part of a loss, a sum."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.looking import CodeLook
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

OCTAVE = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 2))
Y = np.eye(3)[rng.integers(0, 3, 20)]
m, lam = len(X), 0.4
Theta1, Theta2 = rng.normal(size=(4, 3)), rng.normal(size=(3, 5))
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
for step in range(4):
    a1 = np.c_[np.ones((m, 1)), X]
    z2 = a1 @ Theta1.T
    a2 = np.c_[np.ones((m, 1)), sigmoid(z2)]
    h = sigmoid(a2 @ Theta2.T)
    J = np.sum(-Y * np.log(h) - (1 - Y) * np.log(1 - h)) / m
    J = J + lam / (2 * m) * (np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2))
    d3 = h - Y
    d2 = d3 @ Theta2[:, 1:] * sigmoid(z2) * (1 - sigmoid(z2))
    Delta1 = d2.T @ a1
    Delta2 = d3.T @ a2
    Theta1_grad = Delta1 / m
    Theta2_grad = Delta2 / m
    Theta1_grad[:, 1:] = Theta1_grad[:, 1:] + lam / m * Theta1[:, 1:]
    Theta2_grad[:, 1:] = Theta2_grad[:, 1:] + lam / m * Theta2[:, 1:]
    Theta1 = Theta1 - 0.5 * Theta1_grad
    Theta2 = Theta2 - 0.5 * Theta2_grad
"""

CHAINED = """import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(2, 20))
Y = (X[:1] > X[1:]) * 1.0
P = {"W1": rng.normal(size=(3, 2)), "b1": np.full((3, 1), 0.1),
     "W2": rng.normal(size=(1, 3)), "b2": np.zeros((1, 1))}
def sigmoid(Z):
    A = 1 / (1 + np.exp(-Z))
    return A, Z
def back(dA, cache, kind):
    below, W, Z = cache
    if kind == "relu":
        dZ = dA * (Z > 0)
    else:
        s, _ = sigmoid(Z)
        dZ = dA * s * (1 - s)
    dW = dZ @ below.T / dZ.shape[1]
    db = dZ.sum(axis=1, keepdims=True) / dZ.shape[1]
    return W.T @ dZ, dW, db
def update(P, G):
    P = {key: P[key] - 0.5 * G["d" + key] for key in P}
    return P
for step in range(10):
    Z1 = P["W1"] @ X + P["b1"]
    A1 = np.maximum(0, Z1)
    AL, Z2 = sigmoid(P["W2"] @ A1 + P["b2"])
    cost = -np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    dAL = -Y / AL + (1 - Y) / (1 - AL)
    dA1, dW2, db2 = back(dAL, (A1, P["W2"], Z2), "sigmoid")
    dA0, dW1, db1 = back(dA1, (X, P["W1"], Z1), "relu")
    P = update(P, {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2})
"""

ADDED = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 2))
y = (X[:, :1] > X[:, 1:]) * 1.0
def sigmoid(x, deriv=False):
    return x * (1 - x) if deriv else 1 / (1 + np.exp(-x))
syn0, syn1 = rng.normal(size=(2, 4)), rng.normal(size=(4, 1))
b0, b1 = np.zeros((1, 4)), np.zeros((1, 1))
for j in range(4):
    l1 = sigmoid(X @ syn0 + b0)
    l2 = sigmoid(l1 @ syn1 + b1)
    miss = y - l2
    print(np.mean(miss ** 2))
    l2_delta = miss * sigmoid(l2, deriv=True)
    l1_delta = l2_delta @ syn1.T * sigmoid(l1, deriv=True)
    syn1 += 0.1 * l1.T @ l2_delta
    syn0 += 0.1 * X.T @ l1_delta
    b1 += 0.1 * l2_delta.sum(axis=0, keepdims=True)
    b0 += 0.1 * l1_delta.sum(axis=0, keepdims=True)
"""

LISTED = """import numpy as np
rng = np.random.default_rng(0)
X, t = rng.normal(size=(20, 2)), np.eye(3)[rng.integers(0, 3, 20)]
V = [rng.normal(size=(2, 4)), rng.normal(size=(4, 3))]
c = [np.zeros(4), np.zeros(3)]
for epoch in range(4):
    acts = [X]
    for i in range(2):
        s = acts[-1] @ V[i] + c[i]
        acts.append(s if i == 1 else np.tanh(s))
    e = np.exp(acts[-1] - acts[-1].max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    delta = (p - t) / len(t)
    gw, gb = [], []
    for i in (1, 0):
        gw.insert(0, acts[i].T @ delta)
        gb.insert(0, delta.sum(axis=0))
        delta = delta @ V[i].T * (1 - acts[i] ** 2)
    for i in range(2):
        V[i] = V[i] - 0.1 * gw[i]
        c[i] = c[i] - 0.1 * gb[i]
"""

LAYERED = """import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(2, 20))
Y = (X[:1] > X[1:]) * 1.0
W = [rng.normal(size=(4, 2)), rng.normal(size=(3, 4)), rng.normal(size=(1, 3))]
b = [np.zeros((n, 1)) for n in (4, 3, 1)]
def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))
def relu(Z):
    return np.maximum(0, Z)
def layer(A, W, b, kind):
    Z = W @ A + b
    A = sigmoid(Z) if kind == "sigmoid" else relu(Z)
    return A, Z
def errors(A, Y):
    return np.mean((A - Y) ** 2, axis=0)
def total(A, Y):
    each = errors(A, Y)
    return np.mean(each)
for step in range(6):
    A1, Z1 = layer(X, W[0], b[0], "relu")
    A2, Z2 = layer(A1, W[1], b[1], "relu")
    A3, Z3 = layer(A2, W[2], b[2], "sigmoid")
    print(total(A3, Y))
    dZ3 = 2 * (A3 - Y) * A3 * (1 - A3) / 20
    dZ2 = W[2].T @ dZ3 * (Z2 > 0)
    dZ1 = W[1].T @ dZ2 * (Z1 > 0)
    dW = [dZ1 @ X.T, dZ2 @ A1.T, dZ3 @ A2.T]
    db = [d.sum(axis=1, keepdims=True) for d in (dZ1, dZ2, dZ3)]
    W = [w - 0.5 * d for w, d in zip(W, dW)]
    b = [c - 0.5 * d for c, d in zip(b, db)]
"""

PENALISED = """import numpy as np
rng = np.random.default_rng(1)
X, y = rng.normal(size=(50, 2)), rng.integers(0, 3, 50)
U, c, V, d = rng.normal(size=(2, 6)), np.zeros(6), rng.normal(size=(6, 3)), np.zeros(3)
def losses(X, y):
    N, D = X.shape
    h = np.tanh(X @ U + c)
    e = np.exp(h @ V + d)
    p = e / e.sum(axis=1, keepdims=True)
    data_loss = np.sum(-np.log(p[np.arange(N), y])) / N
    loss = data_loss + 1e-6 * np.sum(U * U)
    t = p.copy()
    t[np.arange(N), y] -= 1
    t /= N
    s = t @ V.T * (1 - h * h)
    return loss, X.T @ s + 2e-6 * U, s.sum(axis=0), h.T @ t, t.sum(axis=0)
for step in range(6):
    loss, gU, gc, gV, gd = losses(X, y)
    U, c, V, d = U - 0.1 * gU, c - 0.1 * gc, V - 0.1 * gV, d - 0.1 * gd
"""

NETWORKS = {
    OCTAVE: Reference((2, 4, 3), "sigmoid", "sigmoid", "binary_crossentropy"),
    CHAINED: Reference((2, 3, 1), "relu"),
    ADDED: Reference((2, 4, 1), "sigmoid", "sigmoid", "mse"),
    LISTED: Reference((2, 4, 3), "tanh"),
    LAYERED: Reference((2, 4, 3, 1), "relu", "sigmoid", "mse"),
    PENALISED: Reference((2, 6, 3), "tanh"),
}


@pytest.mark.sampled
@pytest.mark.parametrize(
    "text", [*NETWORKS], ids=str.split("octave chained added listed layered penalised")
)
def test_the_right_programs_are_not_accused(text: str) -> None:
    recorded = run_program(Program("net.py", text))
    assert compare(recorded, NETWORKS[text]).first is None
    assert not noticed(recorded)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("text", "right", "wrong", "said"),
    [
        (OCTAVE, "(1 - Y) * np.log(1 - h)", "(1 - Y) * (1 - np.log(h))", "J"),
        (OCTAVE, "Theta2_grad = Delta2 / m", "Theta2_grad = Delta2", "It is m = 20 times"),
        (CHAINED, "np.exp(-Z)", "np.exp(Z)", "This is sigmoid(−Z[2])"),
        (CHAINED, 'Z1), "relu")', 'Z1), "sigmoid")', "relu′(Z[1]) is meant"),
        (CHAINED, '0.5 * G["d" + key]', "0.5 * P[key]", "W[1] is moved along itself here"),
        (ADDED, "y - l2", "l2 - y", "The sign is turned."),
        (ADDED, "b1 += 0.1 * l2_delta", "b1 += 0.1 * miss", "dZ[2] is meant"),
        (ADDED, "miss ** 2", "miss", "The differences are not squared."),
        (LISTED, "acts[i].T @ delta", "acts[i].T @ delta / len(t)", "the mean is taken twice"),
        (LAYERED, 'X, W[0], b[0], "relu"', 'X, W[0], b[0], "sigmoid"', "This is sigmoid(Z[1])"),
        (LAYERED, "(A - Y) ** 2", "(A - Y)", "The differences are not squared."),
        (PENALISED, "y])) / N", "y])) / D", "It is 25 times the engine's."),
        (LISTED, "(p - t) / len(t)", "(p - t) / t.shape[1]", "It is divided by 3"),
    ],
)
def test_it_is_told_at_the_line_of_the_mistake(
    text: str, right: str, wrong: str, said: str
) -> None:
    assert text.count(right) == 1
    first = compare(
        run_program(Program("net.py", text.replace(right, wrong))), NETWORKS[text]
    ).first
    assert first is not None
    assert first.event.line == text[: text.index(right)].count("\n") + 1
    assert said in first.message
    assert "turned, too" not in first.message


def test_a_bias_of_another_layer_is_told_where_a_loop_moves_all_by_their_names() -> None:
    text = """import numpy as np
rng = np.random.default_rng(0)
x = rng.normal(size=(20, 2))
p = {"w1": rng.normal(size=(2, 3)), "b1": np.zeros(3), "w2": rng.normal(size=(3, 3)),
     "b2": np.zeros(3), "w3": rng.normal(size=(3, 1)), "b3": np.zeros(1)}
for step in range(4):
    h1 = np.tanh(x @ p["w1"] + p["b1"])
    h2 = np.tanh(h1 @ p["w2"] + p["b2"])
    dy = 2 * (h2 @ p["w3"] + p["b3"] - x[:, :1]) / len(x)
    g = {"w3": h2.T @ dy, "b3": dy.sum(0)}
    dz2 = dy @ p["w3"].T * (1 - h2 ** 2)
    g["w2"], g["b2"] = h1.T @ dz2, dz2.sum(0)
    dz1 = dz2 @ p["w2"].T * (1 - h1 ** 2)
    g["w1"], g["b1"] = x.T @ dz1, dz1.sum(0)
    for k in p:
        p[k] -= 0.1 * g[k] / (np.sqrt(g[k] ** 2) + 1e-8)
"""
    network = Reference((2, 3, 3, 1), "tanh", "linear", "mse")
    assert compare(run_program(Program("net.py", text)), network).first is None
    wrong = text.replace('@ p["w2"] + p["b2"]', '@ p["w2"] + p["b1"]')
    first = compare(run_program(Program("net.py", wrong)), network).first
    assert first is not None and first.event.line == 8
    assert first.message == "This takes b[1] for b[2], which is moved and never taken."


def test_what_a_function_gives_and_nothing_takes_is_told_at_its_call() -> None:
    changes = {
        "    P = {key": "    new = {key",
        "return P": "return new",
        "    P = update(": "    update(",
    }
    text = CHAINED
    for right, wrong in changes.items():
        text = text.replace(right, wrong)
    found = noticed(run_program(Program("net.py", text)))
    assert [(each.kind, each.line) for each in found] == [("never changed", text.count("\n"))]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("sigmoid(l2, deriv", "sigmoid(miss, deriv", "miss stands here; l2 is meant."),
        ("l2_delta @ syn1.T *", "l2_delta @ syn1.T +", "+ stands here; * is meant."),
    ],
)
def test_what_is_meant_is_said_where_another_value_in_sight_gives_the_engines(
    right: str, wrong: str, said: str
) -> None:
    program = Program("net.py", ADDED.replace(right, wrong))
    first = CodeLook(text=program, reference=NETWORKS[ADDED]).judge(run_program(program)).first
    assert first is not None
    assert first.message == said
