"""Velocities of other parameters, or that keep none or all of themselves; right ones show none."""

from __future__ import annotations

import re

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

NETWORK = """
import numpy as np
rng = np.random.default_rng(1)
X, Y = rng.normal(size=(20, 2)), rng.normal(size=(20, 1))
W_h, b_h = rng.normal(size=(2, 4)), np.zeros(4)
W_o, b_o = rng.normal(size=(4, 1)), np.zeros(1)
lr0, mu, n = 0.1, 0.9, len(X)
v_Wh, v_bh, v_Wo, v_bo = 0, 0, 0, 0
for epoch in range(6):
    lr = lr0 / (1 + 0.1 * epoch)
    h = np.tanh(X @ W_h + b_h)
    d_o = (h @ W_o + b_o - Y) / n
    d_h = d_o @ W_o.T * (1 - h**2)
    grad_Wo = h.T @ d_o
    grad_bo = d_o.sum(axis=0)
    grad_Wh = X.T @ d_h
    grad_bh = d_h.sum(axis=0)
"""
RIGHT = """
    v_Wo = mu * v_Wo + lr * grad_Wo
    v_bo = mu * v_bo + lr * grad_bo
    v_Wh = mu * v_Wh + lr * grad_Wh
    v_bh = mu * v_bh + lr * grad_bh
    W_o -= v_Wo
    b_o -= v_bo
    W_h -= v_Wh
    b_h -= v_bh
"""
OTHERS = {
    "no momentum for biases": (
        RIGHT.replace("mu * v_bo + ", "").replace("mu * v_bh + ", ""),
        "v_Wh, v_bh, v_Wo, v_bo = 0, 0, 0, 0",
        "v_Wh, v_Wo = 0, 0",
    ),
    "looked ahead": (RIGHT.replace("-= v_W", "-= mu * v_W"), "", ""),
    "a rate of their own, by hand": (RIGHT.replace("-= v_b", "-= 2 * v_b"), "", ""),
    "another momentum": (RIGHT.replace("= mu * v_b", "= 0.5 * v_b"), "", ""),
}
SLIPS = {
    "velocity kept": ("mu * v_bh", "mu * v_bo", "copied line"),
    "velocity turned": ("mu * v_Wh", "mu * v_Wo.T", "copied line"),
    "gradient kept": ("mu * v_Wh", "mu * grad_Wh", "copied line"),
    "velocity taken": ("b_h -= v_bh", "b_h -= v_bo", "copied line"),
    "gradient taken": ("lr * grad_bh", "lr * grad_bo", "copied line"),
    "first rate": ("lr * grad_Wh", "lr0 * grad_Wh", "another rate"),
    "nothing kept": ("mu * v_Wh + ", "", "history lost"),
    "all kept": ("v_Wh = mu * v_Wh + lr * grad_Wh", "v_Wh += lr * grad_Wh", "history kept"),
    "added": ("mu * v_Wh", "mu + v_Wh", "momentum added"),
    "rate twice": ("W_h -= v_Wh", "W_h -= lr * v_Wh", "rate taken twice"),
}
LOOP = """
def step(params, grads, v, lr, mu):
    for k in params:
        v[k] = {}
        params[k] = params[k] + v[k]
params = {{"W": rng.normal(size=(2, 1)), "b": np.zeros(1)}}
v = {{k: np.zeros_like(p) for k, p in params.items()}}
for _ in range(5):
    d = (X @ params["W"] + params["b"] - Y) / n
    step(params, {{"W": X.T @ d, "b": d.sum(axis=0)}}, v, 0.1, 0.9)
"""


def _noticed(code: str) -> set[tuple[int, str]]:
    run = run_program(Program("code.py", code))
    assert run.message == ""
    return {(each.line, each.kind) for each in noticed(run)}


def _marked(code: str) -> set[tuple[int, str]]:
    lines = enumerate(code.split("\n"), 1)
    return {(n, found[1]) for n, line in lines if (found := re.search(r"  # (.+)$", line))}


def test_right_velocities_show_nothing() -> None:
    assert _noticed(NETWORK + RIGHT + LOOP.format("mu * v[k] - lr * grads[k]")) == set()


@pytest.mark.parametrize("name", OTHERS)
def test_what_may_be_meant_shows_nothing(name: str) -> None:
    steps, old, new = OTHERS[name]
    assert _noticed(NETWORK.replace(old, new) + steps) == set()


@pytest.mark.parametrize("name", SLIPS)
def test_a_line_among_others_that_keeps_or_takes_something_else(name: str) -> None:
    right, wrong, kind = SLIPS[name]
    lines = RIGHT.split("\n")
    at = next(n for n, line in enumerate(lines) if right in line)
    lines[at] = lines[at].replace(right, wrong) + f"  # {kind}"
    code = NETWORK + "\n".join(lines)
    assert _noticed(code) == _marked(code)


ADAGRAD = """
    v_Wo += grad_Wo ** 2
    v_bo += grad_bo ** 2
    v_Wh += grad_Wh ** 2
    v_bh += grad_bh ** 2
    W_o += -lr * grad_Wo / (np.sqrt(v_Wo) + 1e-8)
    b_o += -lr * grad_bo / (np.sqrt(v_bo) + 1e-8)
    W_h += -lr * grad_Wh / (np.sqrt(v_Wh) + 1e-8)
    b_h += -lr * grad_bh / (np.sqrt(v_bh) + 1e-8)
"""


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        ("", "", ""),
        ("W_o += -lr", "W_o += lr", "turned step"),
        ("W_o += -lr", "W_o -= -lr", "turned step"),
        ("(np.sqrt(v_Wh) + 1e-8)", "np.sqrt(v_Wh) + 1e-8", "added outside"),
    ],
)
def test_steps_of_adagrad(right: str, wrong: str, kind: str) -> None:
    lines = ADAGRAD.split("\n")
    at = next(n for n, line in enumerate(lines) if right in line)
    lines[at] = lines[at].replace(right, wrong) + (f"  # {kind}" if kind else "")
    code = NETWORK + "\n".join(lines)
    assert _noticed(code) == _marked(code)


def test_sums_that_nothing_takes_are_no_velocities() -> None:
    sums = "for _ in range(3):\n    a += np.sum(W_h ** 2)\n    b += np.sum(W_o ** 2)\nprint(b)"
    assert _noticed(f"{NETWORK}{RIGHT}\na = b = 0\n{sums}") == set()


def test_a_velocity_that_nothing_takes() -> None:
    code = NETWORK + RIGHT.replace("    W_o -= v_Wo\n", "")
    code = code.replace("lr * grad_Wo", "lr * grad_Wo  # never taken")
    assert _noticed(code) == _marked(code)


def test_a_momentum_that_nothing_takes() -> None:
    code = NETWORK.replace("0.9", "0") + RIGHT + LOOP.format("-lr * grads[k]  # history lost")
    assert _noticed(code) == _marked(code)


IN_LISTS = (
    NETWORK.replace(
        "for epoch", "velocities = [np.zeros_like(p) for p in (W_o, b_o, W_h, b_h)]\nfor epoch"
    )
    + """
    grads = grad_Wo, grad_bo, grad_Wh, grad_bh
    for i, (p, g) in enumerate(zip((W_o, b_o, W_h, b_h), grads)):
{}
        p += change
"""
)


@pytest.mark.parametrize(
    "lines",
    [
        """
        change = mu * velocities[i] - lr * g
        velocities[i] = change
""",
        """
        v = velocities[i]
        v *= mu
        v -= lr * g
        change = mu * v - lr * g
""",
        """
        change = mu * velocities[i] - lr * g
        velocities[i] += change  # velocity added twice
""",
        """
        change = mu * velocities[i] - lr * g  # velocity lost
""",
        """
        v = velocities[i]
        v = mu * v  # velocity lost
        v -= lr * g
        change = v
""",
    ],
    ids=["kept", "looked ahead", "added", "not kept", "another name"],
)
def test_what_becomes_of_a_velocity_takes_its_place(lines: str) -> None:
    code = IN_LISTS.format(lines)
    assert _noticed(code) == _marked(code)


def test_a_state_that_is_made_anew_takes_its_velocity_along() -> None:
    code = NETWORK.replace("import numpy as np", "import numpy as np\nfrom dataclasses import *")
    code = code.replace(
        "for epoch",
        """
@dataclass(frozen=True)
class State:
    W: np.ndarray
    velocity: np.ndarray
def step(state, g, lr):
    velocity = mu * state.velocity - lr * g
    return replace(state, W=state.W + velocity, velocity=velocity)
state = State(rng.normal(size=(4, 1)), np.zeros((4, 1)))
for epoch""",
    )
    code += "    state = step(state, h.T @ (h @ state.W - Y) / n, lr)\n"
    assert _noticed(code) == set()
    code = code.replace(", velocity=velocity)", ")  # velocity lost")
    assert _noticed(code) == _marked(code)


ADAM = """
def adam(p, g, t, state={{}}):
    {}
    m = 0.9 * m + 0.1 * g
    v = 0.99 * v + 0.01 * g**2
    state[id(p)] = m, v
    p -= lr * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
W = rng.normal(size=(4, 1))
for t in range(1, 6):
    held = np.zeros_like(W)
    g = h.T @ (h @ W - Y) / n
    adam(W, g + 0.1 * held, t)
"""


@pytest.mark.parametrize(
    "code",
    [
        NETWORK.replace("    lr =", "    v_Wh = v_Wo = v_bh = v_bo = 0  # velocity lost\n    lr =")
        + RIGHT,
        NETWORK + ADAM.format("m, v = np.zeros_like(p), np.zeros_like(p)  # velocity lost"),
        NETWORK + ADAM.format("m, v = state.get(id(p), (np.zeros_like(p), np.zeros_like(p)))"),
    ],
    ids=["numbers in the loop", "averages in a function", "zeros where there are none yet"],
)
def test_what_begins_with_zeros_in_each_step_is_told_where_it_is_made(code: str) -> None:
    assert _noticed(code) == _marked(code)
