"""Programs that write a network with other operations: they are compared as any others are."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import EngineComparison, compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

BEGIN = "import numpy as np\nrng = np.random.default_rng(3)\n"

EINSUM = """k = np.arange(24) % 3
X = rng.normal(size=(24, 4)) + np.eye(4)[k]
T = np.eye(3)[k]
def lse(F):
    top = F.max(axis=1, keepdims=True)
    return top + np.log(np.exp(F - top).sum(axis=1, keepdims=True))
def posterior(theta):
    U, c, V, d = theta
    A = np.einsum("nw,wh->nh", X, U) + c
    S = 1.0 / (1.0 + np.exp(-A))
    F = np.einsum("nh,hk->nk", S, V) + d
    return A, S, F - lse(F)
theta = rng.normal(size=(4, 3)), np.zeros(3), rng.normal(size=(3, 3)), np.zeros(3)
for step in range(3):
    U, c, V, d = theta
    A, S, logP = posterior(theta)
    nll = -np.einsum("nk,nk->", T, logP) / 24
    dF = (np.exp(logP) - T) / 24
    dV = np.einsum("nh,nk->hk", S, dF)
    dd = dF.sum(axis=0)
    dS = np.einsum("nk,hk->nh", dF, V)
    dA = dS * S * (1.0 - S)
    dU = np.einsum("nw,nh->wh", X, dA)
    dc = dA.sum(axis=0)
    theta = tuple(p - 0.5 * g for p, g in zip(theta, (dU, dc, dV, dd)))
"""

IN_PLACE = """X = rng.normal(size=(20, 3))
Y = np.cos(X[:, :1])
W1, W2, W3 = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=(3, 1))
b1, b2, b3 = np.zeros(3), np.zeros(3), np.zeros(1)
for step in range(3):
    A1 = X.copy()
    A1 @= W1
    A1 += b1
    np.tanh(A1, out=A1)
    A2 = A1.copy()
    A2 @= W2
    A2 += b2
    np.tanh(A2, A2)
    pred = A2 @ W3 + b3
    diff = pred - Y
    loss = np.mean(diff * diff)
    d3 = 2 / 20 * diff
    dW3, db3 = A2.T @ d3, d3.sum(axis=0)
    d2 = d3 @ W3.T
    d2 *= 1 - A2 ** 2
    dW2, db2 = A1.T @ d2, d2.sum(axis=0)
    d1 = d2.copy()
    d1 @= W2.T
    d1 *= 1 - np.square(A1)
    dW1, db1 = X.T @ d1, d1.sum(axis=0)
    for p, g in [(W1, dW1), (b1, db1), (W2, dW2), (b2, db2), (W3, dW3), (b3, db3)]:
        p -= 0.1 * g
"""

ON_TWO_LINES = """X = rng.normal(size=(20, 3))
Y = (X[:, :1] > 0) * 1.0
W1, b1, W2, b2 = rng.normal(size=(3, 4)), np.full(4, 0.2), rng.normal(size=(4, 1)), np.full(1, 0.3)
for step in range(3):
    z1 = np.matmul(X, W1)
    np.add(z1, b1, out=z1)
    a1 = (np.abs(z1) + z1) / 2
    z2 = a1 @ W2
    z2 = z2 + b2
    a2 = 0.5 * (1 + np.tanh(0.5 * z2))
    dz2 = (a2 - Y) / 20
    dW2 = np.tensordot(a1, dz2, axes=(0, 0))
    db2 = np.add.reduce(dz2, axis=0)
    dz1 = np.inner(dz2, W2)
    np.multiply(dz1, z1 > 0, out=dz1)
    dW1 = X.T.dot(dz1)
    db1 = np.add.reduce(dz1, axis=0)
    for p, g in [(W1, dW1), (b1, db1), (W2, dW2), (b2, db2)]:
        np.subtract(p, 0.5 * g, out=p)
"""

WIDE = """X = rng.normal(size=(3, 8))
Y = np.eye(2)[:, np.arange(8) % 2]
sizes = [3, 4, 4, 2]
weights = [rng.normal(size=(n, k)) for k, n in zip(sizes, sizes[1:])]
biases = [rng.normal(size=(n, 1)) for n in sizes[1:]]
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))
for step in range(3):
    activations, zs = [X], []
    for w, b in zip(weights, biases):
        zs.append(w @ activations[-1] + b)
        activations.append(sigmoid(zs[-1]))
    delta = activations[-1] - Y
    nabla_b, nabla_w = [0, 0, 0], [0, 0, 0]
    nabla_b[-1] = delta.sum(axis=1, keepdims=True)
    nabla_w[-1] = delta @ activations[-2].T
    for l in (2, 3):
        sp = sigmoid_prime(zs[-l])
        delta = np.dot(weights[-l + 1].T, delta) * sp
        nabla_b[-l] = delta.sum(axis=1, keepdims=True)
        nabla_w[-l] = np.dot(delta, activations[-l - 1].T)
    weights = [w - 0.5 / 8 * g for w, g in zip(weights, nabla_w)]
    biases = [b - 0.5 / 8 * g for b, g in zip(biases, nabla_b)]
"""

TABLES = """k = np.arange(24) % 3
X = rng.normal(size=(24, 2)) + np.eye(3)[k][:, :2]
T = np.eye(3)[k]
V1 = np.vstack([np.full((1, 4), 0.1), rng.normal(size=(2, 4))])
V2 = np.vstack([np.full((1, 3), 0.1), rng.normal(size=(4, 3))])
for step in range(4):
    x1 = np.insert(X, 0, 1.0, axis=1)
    z1 = x1 @ V1
    a1 = (np.abs(z1) + z1) / 2
    h1 = np.column_stack([np.ones(24), a1])
    z2 = h1 @ V2
    p = np.exp(z2 - np.logaddexp.reduce(z2, axis=1)[:, None])
    ce = -np.vdot(T, np.log(p)) / 24
    dz2 = (p - T) / 24
    G2 = np.einsum("nh,nk", h1, dz2)
    db2, dW2 = G2[0], G2[1:]
    dz1 = np.einsum("nk,hk->nh", dz2, V2[1:])
    dz1[z1 <= 0] = 0
    db1, dW1 = np.einsum("nh->h", dz1), np.einsum("ni,nj", X, dz1)
    V1 = V1 - 0.5 * np.vstack([db1, dW1])
    V2 = V2 - 0.5 * np.vstack([db2, dW2])
"""

PROGRAMS = {
    "einsum": (EINSUM, Reference((4, 3, 3), "sigmoid", "softmax")),
    "in place": (IN_PLACE, Reference((3, 3, 3, 1), "tanh", "linear", "mse")),
    "two lines": (ON_TWO_LINES, Reference((3, 4, 1), "relu", "sigmoid")),
    "tables": (TABLES, Reference((2, 4, 3), "relu", "softmax")),
    "wide": (WIDE, Reference((3, 4, 4, 2), "sigmoid", "sigmoid")),
}


def compared(name: str, right: str = "", wrong: str = "") -> tuple[Recorded, EngineComparison]:
    text, reference = PROGRAMS[name]
    assert not right or text.count(right) == 1
    code = text.replace(right, wrong) if right else text
    recorded = run_program(Program("p.py", BEGIN + code))
    return recorded, compare(recorded, reference)


_UNNAMED = {
    "einsum": {"A[2]"},  # its logarithm has a name
    "tables": {"dW[1]", "db[1]", "db[2]"},  # they are parts of one
}


@pytest.mark.parametrize("name", [*PROGRAMS])
def test_the_right_programs_are_compared_and_not_accused(name: str) -> None:
    recorded, comparison = compared(name)
    how: dict[str, set[str]] = {}
    for verdict in comparison.verdicts.values():
        how.setdefault(verdict.key, set()).add(verdict.how)
    depth = len(PROGRAMS[name][1].layers) - 1
    wanted = {f"{kind}[{n}]" for kind in ("A", "dW", "db") for n in range(1, depth + 1)}
    wanted -= _UNNAMED.get(name, set())
    assert wanted <= how.keys()
    assert not any("different" in each for each in how.values())
    assert comparison.first is None and not noticed(recorded)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("name", "right", "wrong", "said"),
    [
        ("einsum", "S = 1.0 / (1.0 + np.exp(-A))", "S = 1.0 / 1.0 + np.exp(-A)", "one divided by"),
        ("einsum", "dF = (np.exp(logP) - T)", "dF = (logP - T)", "This is log softmax(Z[2])"),
        ("einsum", '"nh,nk->hk", S, dF', '"nh,nk->hk", A, dF', "This is dZ[2] Z[1]ᵀ / m"),
        ("einsum", "dA = dS * S * (1.0 - S)", "dA = dS * A * (1.0 - A)", "sigmoid′(Z[1]) is meant"),
        ("in place", "A2 = A1.copy()", "A2 = X.copy()", "This takes X; A[1] is meant."),
        ("in place", "d3 = 2 / 20 * diff", "d3 = 2 / 20 * pred", "the targets are not taken away"),
        ("in place", "d2 = d3 @ W3.T", "d2 = diff @ W3.T", "not dA[2]"),
        ("in place", "d1 @= W2.T", "d1 @= W2", "W is not transposed"),
        ("in place", "np.square(A1)", "np.square(A2)", "tanh′(Z[1]) is meant"),
        ("in place", "X.T @ d1, d1.sum(axis=0)", "X.T @ d1, d2.sum(axis=0)", "dZ[1] is meant"),
        ("tables", "z1 = x1 @ V1", "z1 = X @ V1[1:]", "b[1] is added nowhere to this"),
        ("tables", "T, np.log(p)", "T, p", "The logarithm is left out"),
        ("tables", "(np.abs(z1) + z1)", "(np.abs(z1) - z1)", "This is relu(−Z[1])"),
        ("tables", "dz1[z1 <= 0]", "dz1[z1 > 0]", "The mask is turned round"),
        ("two lines", "z2 = z2 + b2", "z2 = z2 - b2", "b[2] is taken away here"),
        (
            "wide",
            "sigmoid_prime(zs[-l])",
            "sigmoid_prime(activations[-l])",
            "sigmoid′(A[2])",
        ),
        ("wide", "nabla_b[-l] = delta.sum", "nabla_b[-l] = delta.mean", "the others add up"),
    ],
)
def test_a_mistake_is_told_at_its_line(name: str, right: str, wrong: str, said: str) -> None:
    _, comparison = compared(name, right, wrong)
    assert comparison.first is not None
    line = comparison.first.event.line - 1
    assert wrong in (BEGIN + PROGRAMS[name][0].replace(right, wrong)).splitlines()[line]
    assert said in comparison.first.message


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("two lines", "np.add(z1, b1, out=z1)", "np.add(z1, b1)"),
        ("two lines", "np.multiply(dz1, z1 > 0, out=dz1)", "np.multiply(dz1, z1 > 0)"),
        ("two lines", "z2 = z2 + b2", "z2 + b2"),
        ("in place", "np.tanh(A2, A2)", "np.tanh(A2)"),
    ],
)
def test_what_is_computed_and_not_kept_is_noticed(name: str, right: str, wrong: str) -> None:
    recorded, _ = compared(name, right, wrong)
    lost = [each for each in noticed(recorded) if each.kind == "result not kept"]
    assert [each.event.place.text for each in lost] == [wrong]
