"""Penalties on weights and decays of them: right ones excuse no other mistake, wrong ones show."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

CODE = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(20, 3))
y = (X[:, :1] * X[:, 1:2] > 0) * 1.0
lr, lam, mu = 0.5, 0.01, 0.9
W1 = rng.normal(size=(3, 5))
W2 = rng.normal(size=(5, 1))
for t in range(3):
    H = np.tanh(X @ W1)
    P = 1 / (1 + np.exp(-(H @ W2)))
    d2 = (P - y) / len(X)
    back = d2 @ W2.T * (1 - H**2)
    g2 = H.T @ d2
    g1 = X.T @ back
    g1 += lam * W1
    W2 = W2 - lr * g2
    W1 = W1 - lr * g1
"""
WITH_BIASES = """import numpy as np
from typing import NamedTuple
rng = np.random.default_rng(5)
X = rng.normal(size=(20, 3))
y = (X[:, :1] * X[:, 1:2] > 0) * 1.0
lr, lam = 0.5, 0.01

class Theta(NamedTuple):
    Gamma: np.ndarray
    Beta: np.ndarray

def wide(M):
    return np.hstack([np.ones((len(M), 1)), M])

th = Theta(rng.normal(size=(4, 5)), rng.normal(size=(6, 1)))
for t in range(3):
    H = np.tanh(wide(X) @ th.Gamma)
    P = 1 / (1 + np.exp(-(wide(H) @ th.Beta)))
    resid = (P - y) / len(X)
    dBeta = wide(H).T @ resid
    dBeta[1:] += lam * th.Beta[1:]
    back = resid @ th.Beta[1:].T
    back = back * (1 - H ** 2)
    dGamma = wide(X).T @ back
    dGamma[1:] += lam * th.Gamma[1:]
    th = Theta(th.Gamma - lr * dGamma, th.Beta - lr * dBeta)
"""
OUTER = """import numpy as np
rng = np.random.default_rng(7)
X = rng.normal(size=(12, 3))
y = X[:, :1] * X[:, 1:2]
w_ih = rng.normal(size=(3, 4))
w_ho = rng.normal(size=(4, 1))
for t in range(3):
    step_ih, step_ho = np.zeros(w_ih.shape), np.zeros(w_ho.shape)
    for x, goal in zip(X, y):
        h = 1 / (1 + np.exp(-(x @ w_ih)))
        out = h @ w_ho
        error = goal - out
        back = w_ho @ error
        term = back * h * (1 - h)
        step_ih += term * x[:, None]
        step_ho += error * h[:, None]
    w_ih += 0.1 * step_ih / len(X)
    w_ho += 0.1 * step_ho / len(X)
"""
BINARY = Reference((3, 5, 1), "tanh", "sigmoid", "binary_crossentropy")
LINEAR = Reference((3, 4, 1), "sigmoid", "linear", "mse")


def _told(code: str, *changes: tuple[str, str], reference: Reference = BINARY) -> tuple[str, str]:
    """The line of the first difference, and what is said of it."""
    for old, new in changes:
        assert code.count(old) == 1, old
        code = code.replace(old, new)
    run = run_program(Program("code.py", code), keep=20_000)
    assert run.message == ""
    first = compare(run, reference).first
    if first is None:
        return "", ""
    return code.splitlines()[first.event.line - 1].strip(), first.message


ASCENT = (
    ("(P - y)", "(y - P)"),
    ("+= lam", "-= lam"),
    ("W2 - lr * g2", "W2 + lr * g2"),
    ("W1 - lr * g1", "W1 + lr * g1"),
)


@pytest.mark.parametrize(
    "changes",
    [
        (),
        ASCENT,
        (("lam * W1\n", "lam * np.sign(W1) + lam * W1\n"),),
        (("g1 += lam * W1", "W1 = (1 - lr * lam) * W1"),),
        (("    g1 += lam * W1\n", ""), ("W1 - lr * g1", "(1 - lr * lam) * W1 - lr * g1")),
        (("lr * g1\n", "lr * g1\n    W1 = W1 * (1 - lr * lam)\n"),),
        (("lr * g1\n", "lr * g1\n    W1 = 3 * W1 / np.linalg.norm(W1)\n"),),
        (
            ("lr, lam, mu = 0.5", "V = 0\nlr, lam, mu = 1.0"),
            ("g1 += lam * W1", "V = mu * V - lr * g1 - lr * lam * W1"),
            ("W1 - lr * g1", "W1 + V"),
        ),
    ],
)
def test_a_right_penalty_or_decay_is_no_mistake(changes: tuple[tuple[str, str], ...]) -> None:
    assert _told(CODE, *changes) == ("", "")


def test_a_penalty_that_lets_weights_grow_is_told() -> None:
    line, said = _told(CODE, ("g1 += lam", "g1 -= lam"))
    assert (line, "grow" in said) == ("g1 -= lam * W1", True)
    line, said = _told(WITH_BIASES, ("dGamma[1:] += lam", "dGamma[1:] -= lam"))
    assert (line, "grow" in said) == ("dGamma[1:] -= lam * th.Gamma[1:]", True)
    ascent = [("+= lam", "+= 2 * lam") if old == "+= lam" else (old, new) for old, new in ASCENT]
    assert "grow" in _told(CODE, *ascent)[1]


@pytest.mark.parametrize(
    ("penalty", "said"), [("W1 ** 2", "W[1]²"), ("W1 * W1", "W[1]²"), ("np.abs(W1)", "|W[1]|")]
)
def test_a_penalty_that_is_no_slope_is_told(penalty: str, said: str) -> None:
    line, message = _told(CODE, ("lam * W1", f"lam * {penalty}"))
    assert line.startswith("g1 += lam")
    assert said in message


def test_a_decay_above_1_is_told_where_it_stands() -> None:
    line, said = _told(CODE, ("g1 += lam * W1", "W1 = W1 * (1 + lr * lam)"))
    assert (line, "larger" in said or "as large" in said) == ("W1 = W1 * (1 + lr * lam)", True)
    step = "(1 + lr * lam) * W1 - lr * g1"
    line, said = _told(CODE, ("    g1 += lam * W1\n", ""), ("W1 - lr * g1", step))
    assert (line, "as large" in said) == (f"W1 = {step}", True)


def test_a_penalty_excuses_no_wrong_gradient_of_the_data() -> None:
    assert _told(WITH_BIASES) == ("", "")
    line, _ = _told(WITH_BIASES, ("(1 - H ** 2)", "(1 - H) ** 2"))
    assert line == "back = back * (1 - H) ** 2"
    line, _ = _told(WITH_BIASES, ("Beta[1:].T", "Beta[:-1].T"))
    assert line == "back = resid @ th.Beta[:-1].T"
    line, _ = _told(WITH_BIASES, ("resid = (P", "resid = P * (1 - P) * (P"))
    assert line == "resid = P * (1 - P) * (P - y) / len(X)"


def test_an_outer_product_with_the_inputs_weighs_no_examples() -> None:
    assert _told(OUTER, reference=LINEAR) == ("", "")
    line, _ = _told(OUTER, ("w_ho @ error", "w_ho @ out"), reference=LINEAR)
    assert line == "back = w_ho @ out"
    line, _ = _told(OUTER, ("back * h *", "back *"), reference=LINEAR)
    assert line == "term = back * (1 - h)"


def test_the_last_example_alone_is_told_where_others_are_added_up() -> None:
    line, said = _told(OUTER, ("step_ho +=", "step_ho ="), reference=LINEAR)
    assert line == "step_ho = error * h[:, None]"
    assert "last example" in said
    in_function = (
        "import numpy as np\n",
        """import numpy as np
def add(x, goal, h, out, step_ih, step_ho):
    error = goal - out
    term = (w_ho @ error) * h * (1 - h)
    step_ih += term * x[:, None]
    step_ho = error * h[:, None]
    return step_ih, step_ho

""",
    )
    begin, end = OUTER.index("        error ="), OUTER.index("    w_ih +=")
    call = "        step_ih, step_ho = add(x, goal, h, out, step_ih, step_ho)\n"
    code = OUTER[:begin] + call + OUTER[end:]
    line, _ = _told(code, in_function, reference=LINEAR)
    assert line == "step_ho = error * h[:, None]"
