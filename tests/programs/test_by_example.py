"""Ways back that go example by example, with the biases as a column of the weights."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

UNROLLED = """import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def cost(params, X, Y, lam):
    Theta1, Theta2 = params[:16].reshape(4, 4), params[16:].reshape(2, 5)
    m = len(X)
    A1 = np.hstack([np.ones((m, 1)), X])
    Z2 = A1 @ Theta1.T
    A2 = np.hstack([np.ones((m, 1)), sigmoid(Z2)])
    H = sigmoid(A2 @ Theta2.T)
    J = -np.sum(Y * np.log(H) + (1 - Y) * np.log(1 - H)) / m
    J += lam / (2 * m) * (np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2))
    Delta1, Delta2 = np.zeros(Theta1.shape), np.zeros(Theta2.shape)
    for t in range(m):
        d3 = H[t] - Y[t]
        d2 = (Theta2.T @ d3)[1:] * A2[t, 1:] * (1 - A2[t, 1:])
        Delta1 += np.outer(d2, A1[t])
        Delta2 += np.outer(d3, A2[t])
    grad1 = Delta1 / m
    Theta2_grad = Delta2 / m
    grad1[:, 1:] += lam / m * Theta1[:, 1:]
    Theta2_grad[:, 1:] += lam / m * Theta2[:, 1:]
    return J, np.r_[grad1.ravel(), Theta2_grad.ravel()]
rng = np.random.default_rng(3)
X = rng.normal(size=(9, 3))
Y = np.eye(2)[(X[:, 0] > 0).astype(int)]
first, second = rng.normal(size=(4, 4)), rng.normal(size=(2, 5))
params = np.concatenate([first.ravel(), second.ravel()])
for it in range(3):
    J, grad = cost(params, X, Y, 0.5)
    params = params - 0.8 * grad
"""
TWO = Reference((3, 4, 2), "sigmoid", "sigmoid", "binary_crossentropy")
IN_LISTS = """import numpy as np
rng = np.random.default_rng(5)
X = rng.normal(size=(8, 3))
T = np.sin(X[:, :2])
V, U = rng.normal(size=(4, 4)), rng.normal(size=(5, 2))
rate = 0.1
for epoch in range(3):
    to_v, to_u = [], []
    for x, t in zip(X, T):
        xb = np.append(x, 1.0)
        s = V.T @ xb
        hb = np.append(np.tanh(s), 1.0)
        e = U.T @ hb - t
        back = np.delete(U, -1, axis=0) @ e * (1 - hb[:-1] ** 2)
        to_v.append(np.outer(xb, back))
        to_u.append(np.outer(hb, e))
    V = V - rate * np.mean(to_v, axis=0)
    U = U - rate * np.mean(to_u, axis=0)
"""
LINEAR = Reference((3, 4, 2), "tanh", "linear", "mse")


def _run(code: str, *changes: tuple[str, str]) -> Recorded:
    for old, new in changes:
        assert code.count(old) == 1, old
        code = code.replace(old, new)
    run = run_program(Program("code.py", code), keep=20_000)
    assert run.message == ""
    return run


def _told(run: Recorded, reference: Reference) -> tuple[str, str]:
    """The line of the first difference, and what is said of it."""
    first = compare(run, reference).first
    lines = run.program.code.splitlines()
    return (lines[first.event.line - 1].strip(), first.message) if first else ("", "")


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (("d3 = H[t] - Y[t]", "d3 = 2 * (H[t] - Y[t])"), ("J = -np", "J = -2 * np")),
        (  # delta by delta, with the place of the biases in it, and sums that are named anew
            ("d2 = (Theta2.T @ d3)[1:]", "delta2 = Theta2.T @ d3"),
            ("A2[t, 1:] * (1 - A2[t, 1:])", "A2[t] * (1 - A2[t])"),
            ("Delta1 += np.outer(d2, A1[t])", "Delta1 = Delta1 + np.outer(delta2[1:], A1[t])"),
        ),
        (("A2[t, 1:] * (1 - A2[t, 1:])", "A2[t, 1:] * (1 - A2[t, 1:]) * 0.5"),),
    ],
)
def test_the_way_back_of_one_example_is_compared_with_its_own(
    changes: tuple[tuple[str, str], ...],
) -> None:
    line, _ = _told(_run(UNROLLED, *changes), TWO)
    assert bool(line) == ("* 0.5" in str(changes))


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "d3 = H[t] - Y[t]",
            "d3 = (H[t] - Y[t]) * H[t] * (1 - H[t])",
            "the slope of sigmoid",
        ),
        ("@ d3)[1:]", "@ d3)[:-1]", "not dA[1]"),
        ("Delta2 += np", "Delta2 = np", "Only the last example's gradient is kept"),
        ("Theta2_grad = Delta2 / m", "Theta2_grad = Delta2", "m = 9 times"),
        (
            "Theta2_grad[:, 1:] += lam / m * Theta2[:, 1:]",
            "Theta2_grad += lam / m * Theta2",
            "leaves the biases of layer 2 out of the penalty",
        ),
        ("params - 0.8", "params + 0.8", "goes up the slope"),
    ],
)
def test_what_is_wrong_is_told_where_it_is(old: str, new: str, said: str) -> None:
    line, message = _told(_run(UNROLLED, (old, new)), TWO)
    assert new in line
    assert said in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("np.tanh(s)", "np.tanh(s)", ""),
        ("(1 - hb[:-1] ** 2)", "(1 - hb[1:] ** 2)", "not dZ[1]"),
        ("np.outer(hb, e)", "np.outer(hb, t)", "not dW[2]"),
        ("np.mean(to_u, axis=0)", "to_u[-1]", "Only the last example's gradient is taken"),
        ("np.mean(to_u, axis=0)", "np.sum(to_u, axis=0)", "the others move 0.05"),
        ("@ hb - t", "@ hb + t", ""),
    ],
)
def test_lists_that_are_summed_at_last_are_gone_into(old: str, new: str, said: str) -> None:
    line, message = _told(_run(IN_LISTS, (old, new)), LINEAR)
    if said:
        assert new in line
        assert said in message
    else:
        assert bool(line) == (old != new)


def test_equal_weights_are_told_where_they_were_made() -> None:
    zeros = "first, second = np.zeros((4, 4)), np.zeros((2, 5))"
    run = _run(
        UNROLLED, ("first, second = rng.normal(size=(4, 4)), rng.normal(size=(2, 5))", zeros)
    )
    told = [run.program.code.splitlines()[e.event.line - 1] for e in noticed(run)]
    assert told == [zeros]
