"""A mistake is told where a value was made, and not where it is first used."""

from __future__ import annotations

import held_out
import pytest

from tutor.programs.comparison import compare
from tutor.programs.partings import Parting
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

BEGIN = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 2))
"""
REGRESSION = Reference((2, 4, 4, 1), "tanh", "linear", "mse")
SQUARES = Reference((2, 4, 4, 1), "sigmoid", "sigmoid", "mse")

NUMBERED = """
y = (X[:, :1] - X[:, 1:]) ** 2
W1, W2, W3 = rng.normal(size=(2, 4)), rng.normal(size=(4, 4)), rng.normal(size=(4, 1))
b1, b2, b3 = np.zeros(4), np.zeros(4), np.zeros(1)
for step in range(6):
    h1 = np.tanh(X @ W1 + b1)
    h2 = np.tanh(h1 @ W2 + b2)
    fit = h2 @ W3 + b3
    d3 = 2 * (fit - y) / len(X)
    d2 = d3 @ W3.T * (1 - h2 ** 2)
    d1 = d2 @ W2.T * (1 - h1 ** 2)
    W3 -= 0.1 * h2.T @ d3
    b3 -= 0.1 * d3.sum(axis=0)
    W2 -= 0.1 * h1.T @ d2
    b2 -= 0.1 * d2.sum(axis=0)
    W1 -= 0.1 * X.T @ d1
    b1 -= 0.1 * d1.sum(axis=0)
"""

PACKED = """
y = (X[:, :1] - X[:, 1:]) ** 2
sizes = [(2, 4), (4,), (4, 4), (4,), (4, 1), (1,)]
ends = np.cumsum([0] + [int(np.prod(size)) for size in sizes])
theta = rng.normal(size=ends[-1])
for step in range(6):
    A, a, B, b, C, c = [theta[i:j].reshape(s) for i, j, s in zip(ends, ends[1:], sizes)]
    u = np.tanh(X @ A + a)
    v = np.tanh(u @ B + b)
    fit = v @ C + c
    q3 = 2 * (fit - y) / len(X)
    q2 = q3 @ C.T * (1 - v ** 2)
    q1 = q2 @ B.T * (1 - u ** 2)
    gB = u.T @ q2
    parts = [X.T @ q1, q1.sum(axis=0), gB, q2.sum(axis=0), v.T @ q3, q3.sum(axis=0)]
    theta = theta - 0.1 * np.concatenate([g.ravel() for g in parts])
"""

CHOSEN = """
y = (X[:, :1] - X[:, 1:]) ** 2
def same(z):
    return z
def bend(z):
    return np.tanh(z)
net = [(rng.normal(size=s), np.full(s[1], 0.1)) for s in [(2, 4), (4, 4), (4, 1)]]
curves = [bend] * 2 + [same]
for step in range(6):
    hs = [X]
    for (W, b), curve in zip(net, curves):
        hs.append(curve(hs[-1] @ W + b))
    delta, grads = 2 * (hs[-1] - y) / len(X), []
    for (W, b), h in zip(net[::-1], hs[-2::-1]):
        grads.append((h.T @ delta, delta.sum(axis=0)))
        delta = delta @ W.T * (1 - h ** 2)
    net = [(W - 0.1 * g, b - 0.1 * s) for (W, b), (g, s) in zip(net, grads[::-1])]
"""

ONE_BY_ONE = """
Y = (X[:, 0] > X[:, 1]).astype(float)
def sigma(z):
    return 1 / (1 + np.exp(-z))
weights = [rng.normal(size=s) for s in [(4, 2), (4, 4), (1, 4)]]
biases = [rng.normal(size=(n, 1)) for n in (4, 4, 1)]
def backprop(x, y):
    activation, activations, zs = x, [x], []
    for w, b in zip(weights, biases):
        z = w @ activation + b
        zs.append(z)
        activation = sigma(z)
        activations.append(activation)
    delta = (activations[-1] - y) * sigma(zs[-1]) * (1 - sigma(zs[-1]))
    nabla_b, nabla_w = [delta], [delta @ activations[-2].T]
    for l in (2, 3):
        delta = (weights[-l + 1].T @ delta) * sigma(zs[-l]) * (1 - sigma(zs[-l]))
        nabla_b.insert(0, delta)
        nabla_w.insert(0, delta @ activations[-l - 1].T)
    return nabla_w, nabla_b
for x, y in zip(X, Y):
    nabla_w, nabla_b = backprop(x.reshape(2, 1), y)
    weights = [w - 0.5 * nw for w, nw in zip(weights, nabla_w)]
    biases = [b - 0.5 * nb for b, nb in zip(biases, nabla_b)]
"""


LOOPED = """
y = (X[:, :1] > X[:, 1:]).astype(float)
P = {"W1": rng.normal(size=(2, 4)), "W2": rng.normal(size=(4, 4)), "W3": rng.normal(size=(4, 1))}
P |= {"b1": np.zeros(4), "b2": np.zeros(4), "b3": np.zeros(1)}
for step in range(6):
    A = {0: X}
    for l in range(1, 4):
        A[l] = 1 / (1 + np.exp(-(A[l - 1] @ P[f"W{l}"] + P[f"b{l}"])))
    delta, G = 2 * (A[3] - y) / y.size * A[3] * (1 - A[3]), {}
    G["W3"], G["b3"] = A[2].T @ delta, delta.sum(axis=0)
    for l in range(2, 0, -1):
        delta = delta @ P[f"W{l + 1}"].T * A[l] * (1 - A[l])
        G[f"W{l}"], G[f"b{l}"] = A[l - 1].T @ delta, delta.sum(axis=0)
    for key, slope in G.items():
        P[key] = P[key] - 0.5 * slope
"""

LISTS = """
y = (X[:, :1] - X[:, 1:]) ** 2
net = [(rng.normal(size=s), np.full(s[1], 0.1)) for s in [(2, 4), (4, 4), (4, 1)]]
for step in range(6):
    hs = [X]
    for n, (W, b) in enumerate(net):
        hs.append(np.tanh(hs[-1] @ W + b) if n < 2 else hs[-1] @ W + b)
    delta, grads = 2 * (hs[-1] - y) / len(X), []
    for (W, b), h in zip(net[::-1], hs[-2::-1]):
        grads.append((h.T @ delta, delta.sum(axis=0)))
        delta = delta @ W.T * (1 - h ** 2)
    net = [(W - 0.1 * g, b - 0.1 * s) for (W, b), (g, s) in zip(net, grads[::-1])]
"""


def first_of(code: str, reference: Reference) -> Parting | None:
    run = run_program(Program("code.py", code), seconds=30)
    assert run.message == ""
    return compare(run, reference).first


PROGRAMS = [
    (NUMBERED, REGRESSION),
    (PACKED, REGRESSION),
    (CHOSEN, REGRESSION),
    (ONE_BY_ONE, SQUARES),
]


@pytest.mark.parametrize(("text", "reference"), PROGRAMS)
def test_the_right_programs_are_not_accused(text: str, reference: Reference) -> None:
    assert first_of(BEGIN + text, reference) is None


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("text", "reference", "right", "wrong"),
    [
        (NUMBERED, REGRESSION, "h1 @ W2 + b2", "h1 @ W2 + b1"),
        (NUMBERED, REGRESSION, "np.tanh(h1 @ W2 + b2)", "np.tanh(h1 @ W2) + b2"),
        (PACKED, REGRESSION, "u @ B + b", "u @ B + a"),
        (PACKED, REGRESSION, "X @ A + a", "X @ A + b"),
        (PACKED, REGRESSION, "gB = u.T @ q2", "gB = q2.T @ u"),
        (
            PACKED,
            REGRESSION,
            "[X.T @ q1, q1.sum(axis=0), gB, q2",
            "[X.T @ q1, q2.sum(axis=0), gB, q1",
        ),
        (PACKED, REGRESSION, "[g.ravel() for g", "[g.T.ravel() for g"),
        (CHOSEN, REGRESSION, "[bend] * 2 + [same]", "[bend] * 3"),
        (ONE_BY_ONE, SQUARES, "activation = sigma(z)", "activation = z"),
        (ONE_BY_ONE, SQUARES, "activations.append(activation)", "activations.append(z)"),
        (ONE_BY_ONE, SQUARES, " - y) * sigma(zs[-1]) * (1 - sigma(zs[-1]))", " - y)"),
    ],
)
def test_it_is_told_where_the_value_was_made(
    text: str, reference: Reference, right: str, wrong: str
) -> None:
    assert text.count(right) == 1
    code = BEGIN + text.replace(right, wrong)
    first = first_of(code, reference)
    assert first is not None
    assert first.event.line == code[: code.index(wrong)].count("\n") + 1, first.message


@pytest.mark.parametrize(
    ("text", "reference", "right", "wrong"),
    [
        (LOOPED, SQUARES, "for l in range(2, 0, -1):", "for l in range(2, 1, -1):"),
        (
            LOOPED,
            SQUARES,
            "for key, slope in G.items():\n",
            "for key, slope in [*G.items()][2:]:\n",
        ),
        (LISTS, REGRESSION, "b - 0.1 * s) for", "b) for"),
    ],
)
def test_what_leaves_a_parameter_out_is_told(
    text: str, reference: Reference, right: str, wrong: str
) -> None:
    assert text.count(right) == 1
    code = BEGIN + text.replace(right, wrong)
    first = first_of(code, reference)
    assert first is not None and "left out" in first.message
    assert first.event.line == code[: code.index(wrong)].count("\n") + 1


def test_layers_that_are_not_to_learn_are_not_accused() -> None:
    code = BEGIN + NUMBERED.replace("    d1 = d2 @ W2.T * (1 - h1 ** 2)\n", "")
    code = code.replace("    W1 -= 0.1 * X.T @ d1\n", "")
    code = code.replace("    b1 -= 0.1 * d1.sum(axis=0)\n", "")
    assert first_of(code, REGRESSION) is None


def test_layers_that_share_their_weights_on_purpose_are_not_accused() -> None:
    code = BEGIN + NUMBERED.replace("h1 @ W2 + b2", "h1 @ W2 + b1")
    code = code.replace("    b2 -= 0.1 * d2.sum(axis=0)\n", "")
    code = code.replace("b1 -= 0.1 * d1.sum", "b1 -= 0.1 * (d1 + d2).sum")
    assert first_of(code, REGRESSION) is None


def test_a_unit_that_is_always_1_is_not_taken_for_the_constant_of_the_biases() -> None:
    code = BEGIN + (
        "y = X[:, :1]\nU, V = rng.normal(size=(3, 4)), rng.normal(size=(5, 1))\nU[2, 0] = 99\n"
        "def plus_one(a):\n    return np.hstack([a, np.ones((len(a), 1))])\n"
        "for step in range(3):\n    x1 = plus_one(X)\n    h = np.tanh(x1 @ U)\n"
        "    x2 = plus_one(h)\n    gap = x2 @ V - y\n    loss = np.mean(gap ** 2)\n"
        "    d2 = 2 * gap / len(X)\n    d1 = d2 @ V[:-1].T * (1 - h ** 2)\n"
        "    U, V = U - 0.01 * x1.T @ d1, V - 0.01 * x2.T @ d2\n"
    )
    run = run_program(Program("code.py", code), seconds=30)
    comparison = compare(run, Reference((2, 4, 1), "tanh", "linear", "mse"))
    assert comparison.first is None and comparison.beside is None
    assert "A[1]" in {v.key for v in comparison.verdicts.values() if v.how == "equal"}


OUTSIDE = """
y = (X[:, :1] - X[:, 1:]) ** 2
U, V = rng.normal(size=(2, 4)), rng.normal(size=(4, 1))
shift, level = np.zeros(4), np.zeros(1)
for step in range(6):
    h = np.tanh(X @ U) + shift
    gap = h @ V + level - y
    loss = np.mean(gap ** 2)
    d2 = 2 * gap / len(X)
    back = d2 @ V.T
    d1 = back * (1 - (h - shift) ** 2)
    V = V - 0.1 * h.T @ d2
    U = U - 0.1 * X.T @ d1
    shift = shift - 0.1 * back.sum(axis=0)
    level = level - 0.1 * d2.sum(axis=0)
"""


def test_a_bias_after_the_activation_is_a_mistake_only_with_the_slope_of_one_within() -> None:
    reference = Reference((2, 4, 1), "tanh", "linear", "mse")
    assert first_of(BEGIN + OUTSIDE, reference) is None
    first = first_of(BEGIN + OUTSIDE.replace("back.sum(", "d1.sum("), reference)
    assert first is not None and first.event.place.text == "np.tanh(X @ U) + shift"


def test_the_network_itself_is_no_choice_of_an_activation() -> None:
    code, line = held_out.planted("bias_rows", 1)
    first = first_of(code, held_out.REFERENCES["bias_rows"])
    assert first is not None and first.event.line == line


@pytest.mark.parametrize(("name", "number"), [("bias_rows", 0), ("cached_affine", 1)])
def test_a_sum_that_goes_further_or_a_delta_only_passed_on_is_told_at_its_own_line(
    name: str, number: int
) -> None:
    code, line = held_out.planted(name, number)
    first = first_of(code, held_out.REFERENCES[name])
    assert first is not None and first.event.line == line
