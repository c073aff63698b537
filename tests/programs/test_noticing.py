"""What a run shows to be amiss without a reference, and that correct programs show nothing."""

from __future__ import annotations

import held_out
import pytest
from planted import REFERENCES, program

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

BEGIN = "import numpy as np\nrng = np.random.default_rng(0)\n"


@pytest.mark.sampled
@pytest.mark.parametrize(
    "name", sorted([*REFERENCES, *held_out.REFERENCES, *held_out.WITHOUT_REFERENCE])
)
def test_nothing_is_noticed_in_a_correct_program(name: str) -> None:
    run = run_program(Program("code.py", program(name)), seconds=60)
    assert [(each.line, each.kind) for each in noticed(run)] == []


@pytest.mark.parametrize(
    ("code", "line", "kind"),
    [
        ("y = np.ones((5, 1))\np = np.arange(5.0)\ne = p - y", 5, "accidental square"),
        ("z = np.array([1000.0, 0.0])\ne = np.exp(z)\ns = e / e.sum()", 4, "exp overflow"),
        ("a = np.array([1.0, 0.0])\nJ = -np.sum(np.log(a))", 4, "log of 0"),
        ("dZ = rng.normal(size=(3, 4))\ndb1 = np.sum(dZ) / 4", 4, "sum without axis"),
        ("dZ = rng.normal(size=(3, 4))\ndb = dZ.sum()", 4, "sum without axis"),
        ("dZ = rng.normal(size=(3, 4))\ndW = (1 // 4) * dZ", 4, "integer division"),
        (
            "Y = np.eye(3)[[0, 1, 2, 1]].T\nE = np.exp(rng.normal(size=(3, 4)))\n"
            "A = E / E.sum(axis=1, keepdims=True)\ndZ = A - Y",
            5,
            "softmax axis",
        ),
        (
            "X = rng.normal(size=(2, 4))\nW1 = np.zeros((3, 2))\nW2 = rng.normal(size=(2, 3))\n"
            "A = W2 @ (W1 @ X)",
            4,
            "equal weights",
        ),
        (
            "def layer(a, w):\n    return a @ w\n"
            "first, second = np.full((2, 3), 0.1), rng.normal(size=(3, 2))\n"
            "out = layer(layer(rng.normal(size=(4, 2)), first), second)",
            5,
            "equal weights",
        ),
        (
            "X = rng.normal(size=(6, 2))\ny = np.arange(6)\n"
            "X = X[rng.permutation(6)]\ny = y[rng.permutation(6)]",
            6,
            "two permutations",
        ),
        (
            "W1 = rng.normal(size=(2, 2))\nW2 = rng.normal(size=(2, 2))\n"
            "X = rng.normal(size=(2, 3))\n"
            "for i in range(20):\n    A = W2 @ (W1 @ X)\n    g = A @ X.T\n    W2 -= 0.1",
            7,
            "never changed",
        ),
        (
            "g = rng.normal(size=3)\nm = v = np.zeros(3)\nfor t in range(1, 4):\n"
            "    m, v = 0.9 * m + 0.1 * g, 0.99 * v + (1 - 0.99) * g * g\n"
            "    m_hat = m / (1 - 0.9 ** t)\n    v_hat = v / (1 - 0.9 ** t)",
            8,
            "another mean's decay",
        ),
        ("d = np.zeros(3, dtype=int)\nd[0] = 0.5", 4, "integer array"),
        (
            "Y = np.array([[0, 1], [1, 0]])\ng = np.zeros_like(Y)\ng[0] = [0.5, 1]",
            5,
            "integer array",
        ),
        (
            "X = rng.normal(size=(2, 4))\ny = np.ones((1, 4))\n"
            "dZ1 = (X[:1] - y) / 4\ndW1 = dZ1 @ X.T / 4",
            6,
            "mean taken twice",
        ),
        (
            "X = rng.normal(size=(2, 4))\nm = 4\ndscores = X * 1.0\ndscores /= m\n"
            "db = dscores.mean(axis=1, keepdims=True)",
            7,
            "mean taken twice",
        ),
        (
            "X = rng.normal(size=(2, 4))\nW1 = rng.normal(size=(1, 2))\nA = W1 @ X\n"
            "cost = np.sum(A ** 2) / 4\ndW1 = (2 * A) @ X.T",
            7,
            "mean never taken",
        ),
        (
            "W1, b1 = rng.normal(size=(2, 2)), np.zeros(2)\nfor i in range(3):\n"
            "    dW1 = W1 * 2\n    db1 = b1 + 1\n    W1 = W1 - 0.1 * dW1",
            6,
            "unused gradient",
        ),
        (
            "A1 = rng.normal(size=(2, 3))\nW2 = rng.normal(size=(1, 2))\nW1 = W2.T\n"
            "dZ2 = W2 @ A1 - 1\ndW2 = dZ2 @ A1.T / 3\nW2 -= 0.1 * dW2\ndA1 = W2.T @ dZ2",
            9,
            "updated too early",
        ),
        (
            "A = rng.normal(size=(2, 3))\ndZ = A\ndZ[A < 0] = 0\nJ = A.sum()",
            5,
            "view changed in place",
        ),
        ("A = rng.normal(size=(2, 3))\nB = A.T\nB *= 2\nJ = A.sum()", 5, "view changed in place"),
        (
            "X = rng.normal(size=(6, 2))\ny = np.arange(6)\nrng.shuffle(X)\nrng.shuffle(y)",
            6,
            "two permutations",
        ),
        (
            "X = rng.normal(size=(6, 2))\ny = np.arange(6)\nX = rng.permutation(X)\n"
            "y = rng.permutation(y)",
            6,
            "two permutations",
        ),
        (
            "a = rng.uniform(size=(9, 1))\ny = rng.integers(0, 2, 9)\nhits = (a > 0.5) == y",
            5,
            "accidental square",
        ),
        (
            "Z = rng.normal(size=(3, 7))\ny = rng.integers(0, 3, 7)\nE = np.exp(Z)\n"
            "A = E / E.sum(axis=1, keepdims=True)\nJ = -np.log(A[y, np.arange(7)]).mean()",
            6,
            "softmax axis",
        ),
        (
            "Y = np.eye(3)[[0, 1, 2, 1]].T\nE = np.exp(rng.normal(size=(3, 4)))\n"
            "A = E / E.sum()\ndZ = A - Y",
            5,
            "softmax axis",
        ),
        (
            "X = rng.normal(size=(6, 2))\nX_train = X[:4]\nX_train -= 1\nm = X.mean(axis=0)",
            5,
            "view changed in place",
        ),
        (
            "X = rng.normal(size=(2, 4))\nW2 = rng.normal(size=(2, 3))\ndZ2 = X / 4\n"
            "dA1 = W2.T @ dZ2\ndZ1 = dA1 * 1.5\ndb1 = dZ1.mean(axis=1)",
            8,
            "mean taken twice",
        ),
        (
            "def update(W, g):\n    W = W - g\n\nW1 = rng.normal(size=(2, 3))\n"
            "X = rng.normal(size=(3, 4))\nfor i in range(12):\n    A = W1 @ X\n    update(W1, W1)",
            4,
            "never changed",
        ),
        (
            "X = rng.normal(size=(6, 2))\nX = (X - X.mean(axis=0)) / X.std(axis=0)\n"
            "X_train, X_test = X[:4], X[4:]",
            4,
            "test data in the scaling",
        ),
        (
            "X = rng.normal(size=(6, 2))\nmean = np.mean(X, axis=0)\nX_train = X[:4] - mean\n"
            "X_test = X[4:] - mean",
            4,
            "test data in the scaling",
        ),
    ],
)
def test_what_is_amiss_is_noticed_in_its_place(code: str, line: int, kind: str) -> None:
    found = noticed(run_program(Program("code.py", BEGIN + code), seconds=60))
    assert [(each.line, each.kind) for each in found] == [(line, kind)]
    assert found[0].message.endswith(".")


@pytest.mark.parametrize(
    "code",
    [
        "y = np.ones(5)\np = np.arange(5.0)\ne = (p - y) * np.ones((5, 5))",
        "z = np.array([-1000.0, 0.0])\na = 1 / (1 + np.exp(-z))",
        "dZ = rng.normal(size=(1, 4))\ndb = np.sum(dZ)",
        "J = np.sum(rng.normal(size=(3, 4)))",
        "n = 10\nbatch = n // 20\nx = np.ones(3) * (n // 3)",
        "X = rng.normal(size=(6, 2))\ny = np.arange(6)\np = rng.permutation(6)\nX, y = X[p], y[p]",
        "W = np.zeros((3, 2))\nA = W @ rng.normal(size=(2, 4))",
        "for n in (5, 7):\n    W = np.zeros((n, 3))\n    A = rng.normal(size=(9, n)) @ W",
        "d = np.zeros(3, dtype=int)\nd[0] = 2.0\nd[1] = 7",
        "X = rng.normal(size=(2, 4))\ndZ1 = X / 4\ndW1 = dZ1 @ X.T",
        "X = rng.normal(size=(2, 4))\nm = 4\nJ = np.sum(X) / m\ndW = X @ X.T\ndW /= m",
        "X = rng.normal(size=(2, 20))\nJ = np.sum(X) / 20\ndZ = 0.1 * X\ndW = dZ @ X.T",
        "X = rng.normal(size=(2, 4))\nJ = np.sum(X) / 4\ndW = W = X @ X.T\nW -= 0.1 / 4 * dW",
        "total_loss = 0\nW = np.ones((1, 2))\nfor i in range(5):\n    x = rng.normal(size=(2, 1))\n"
        "    dW = (W @ x) @ x.T\n    W = W - 0.1 * dW\n    total_loss += 1\ncost = total_loss / 5",
        "dW1 = np.ones(2)\nfor i in range(3):\n    dW1 = dW1 * 2\nx = dW1 + 1",
        "A1 = rng.normal(size=(2, 3))\nW2 = rng.normal(size=(1, 2))\nfor i in range(3):\n"
        "    dZ2 = W2 @ A1 - 1\n    dA1 = W2.T @ dZ2\n    W2 = W2 - 0.1 * (dZ2 @ A1.T) / 3",
        "A1 = rng.normal(size=(2, 3))\ndZ2 = A1[:1] - 1\nW2 = rng.normal(size=(1, 2))\nW2 *= 0.1\n"
        "dA1 = W2.T @ dZ2",
        "W = [np.ones((2, 2)) for i in range(3)]\ndZ = np.ones((2, 4))\nfor l in (2, 1, 0):\n"
        "    dA = W[l].T @ dZ\n    W[l] -= 0.1 * (dZ @ dZ.T)\n    dZ = dA * 2",
        "W = [np.ones((2, 2)) for i in range(3)]\ndZ = np.ones((2, 4))\nfor l in (2, 1, 0):\n"
        "    old = dZ\n    dZ = W[l].T @ dZ\n    W[l] = W[l] - 0.1 * (old @ old.T)",
        "A = rng.normal(size=(2, 3))\ndZ = A.copy()\ndZ[A < 0] = 0\nJ = A.sum()",
        "probs = rng.random((2, 3))\nJ = probs.sum()\ndscores = probs\ndscores[0, 0] -= 1\n"
        "g = dscores * 2\nprobs = rng.random((2, 3))\nJ = probs.sum()",
        "W1 = np.ones(3)\nfor p in [W1]:\n    p -= 0.1\nA = W1 * 2",
        "X = rng.normal(size=(6, 2))\ny = np.arange(6)\nnp.random.seed(1)\nnp.random.shuffle(X)\n"
        "np.random.seed(1)\nnp.random.shuffle(y)",
        "X = rng.normal(size=(6, 2))\nX_train, X_test = X[:4], X[4:]\nmean = X_train.mean(axis=0)\n"
        "X_train = X_train - mean\nX_test = X_test - mean",
        "data = rng.normal(size=(6, 2))\nX_train = data[:4]\nX_train -= X_train.mean(axis=0)\n"
        "X_test = data[4:]",
        "v = rng.normal(size=5)\nD = v[:, None] - v",
        "X = rng.normal(size=(9, 2))\ny = np.arange(9)\ni = rng.permutation(9)\n"
        "j = np.argsort(i)\nX = X[i]\ny = y[i]\nback = X[j]",
        "X = rng.normal(size=(6, 2))\nX_train = X[:4]\nX_train -= 1\nX_test = X[4:]",
        "X, Y = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))\nW = rng.normal(size=(3, 2))\n"
        "mse = np.mean((X @ W - Y) ** 2)\ndZ = 2 * (X @ W - Y) / Y.size\ndW = X.T @ dZ",
    ],
)
def test_what_is_meant_is_not_noticed(code: str) -> None:
    assert noticed(run_program(Program("code.py", BEGIN + code), seconds=60)) == []


@pytest.mark.parametrize(
    "first",
    [
        "m = 0.9 * m + (1 - 0.9) * g\n    m_hat = m / (1 - 0.9 ** t)",
        "b = 0.9 * 0.99**t\n    m = b * m + (1 - b) * g\n    m_hat = m / (1 - 0.9 ** t)",
        "m = 0.9 * m + (1 - 0.9) * g\n"
        "    m_hat = 0.9 * m / (1 - 0.9 ** (t + 1)) + (1 - 0.9) * g / (1 - 0.9 ** t)",
        "m_hat = 0.9 * m + (1 - 0.9) * g\n    m = 0.99 * m + (1 - 0.99) * g",
    ],
)
def test_moments_that_are_rightly_corrected_are_not_noticed(first: str) -> None:
    """Adam, its first decay on a schedule, Nesterov's step, and a mean with two decays."""
    code = (
        f"{BEGIN}w = rng.normal(size=3)\nm, v = np.zeros(3), np.zeros(3)\n"
        f"for t in range(1, 5):\n    g = 2 * w\n    {first}\n"
        "    v = 0.999 * v + (1 - 0.999) * g * g\n"
        "    w = w - 0.1 * m_hat / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)\n"
    )
    run = run_program(Program("code.py", code))
    assert [(each.line, each.kind) for each in noticed(run)] == []


LOOP = """
X = rng.normal(size=(9, 2))
W, params = rng.normal(size=2), {"W": rng.normal(size=2), "b": np.zeros(1)}
layers = [rng.normal(size=2), np.zeros(1)]
low, best = 1e9, None
for step in range(9):
    loss = float(((X @ W) ** 2).mean())
    if loss < low:
        low = loss
        best = W.copy()
    W -= 0.1 * X.T @ (X @ W)
    params["W"] -= 0.1
    for p in layers:
        p -= 0.1
W = best
"""


@pytest.mark.parametrize(
    "kept",
    [
        "W",
        "[p for p in layers]",
        "{k: v for k, v in params.items()}",
        "params",
        "dict(params)",
        "list(layers)",
    ],
)
def test_what_is_kept_without_a_copy_is_noticed(kept: str) -> None:
    code = BEGIN + LOOP.replace("best = W.copy()", f"best = {kept}")
    found = [(each.line, each.kind) for each in noticed(run_program(Program("code.py", code)))]
    assert found == [(12, "kept without a copy")]


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("best = W.copy()", "best = [p.copy() for p in layers]"),
        ("best = W.copy()", "best = {k: v.copy() for k, v in params.items()}"),
        ("best = W.copy()", "best = W + 0"),
        ("best = W.copy()", "least, best = np.inf, W.copy()"),
        ("best = W.copy()\n    W -= 0.1 *", "best = W\n    W = W - 0.1 *"),
        ("best = W.copy()", "best = step"),
    ],
)
def test_what_is_kept_and_does_not_change_is_not_noticed(right: str, other: str) -> None:
    assert right in LOOP
    run = run_program(Program("code.py", BEGIN + LOOP.replace(right, other)))
    assert run.message == "" or other.endswith("step")
    assert noticed(run) == []


GROWING = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(3, 20))
y = X[:1] - X[1:2] + 4
W = rng.normal(size=(1, 3))
for i in range(400):
    error = W @ X - y
    dW = error @ X.T
    W = W - {} * dW
"""


def test_numbers_that_grow_to_inf_and_nan_are_told_where_they_leave_the_numbers() -> None:
    run = run_program(Program("code.py", GROWING.format("1.0")))
    (found,) = noticed(run)
    assert found.kind == "inf" and "Is the rate too large" in found.message
    assert all(not operand.value.bad for operand in found.event.operands)
    assert noticed(run_program(Program("code.py", GROWING.format("0.01")))) == []


def test_inf_and_nan_that_are_meant_are_not_told() -> None:
    code = (
        "import numpy as np\nbest = np.inf\nscores = np.array([3.0, np.nan, 1.0])\n"
        "for each in scores:\n    best = min(best, each)\n"
        "mean = np.nanmean(scores)\nmasked = np.where(scores > 2, scores, -np.inf) + 1\n"
        "ratio = masked - masked\n"
    )
    assert noticed(run_program(Program("code.py", code))) == []


def test_the_copy_that_is_advised_is_one_of_what_was_written() -> None:
    for written, advised in (("A.T", "A.T.copy()"), ("A", "A.copy()"), ("A[:1]", "A[:1].copy()")):
        code = f"{BEGIN}A = rng.normal(size=(2, 3))\nB = {written}\nB *= 2\nJ = A.sum()\n"
        run = run_program(Program("code.py", code))
        assert any(f"B = {advised}." in each.message for each in noticed(run)), written
