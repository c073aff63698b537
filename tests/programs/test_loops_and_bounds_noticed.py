"""Best values, early stops and clipped gradients the wrong way round; right ones show nothing."""

from __future__ import annotations

import re

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

BEGIN = """
import numpy as np
rng = np.random.default_rng(1)
X, y = 9 * rng.normal(size=(12, 8)), rng.normal(size=(12, 1))
w, w_kept = rng.normal(size=(8, 1)), None
slope = lambda w: X.T @ (X @ w - y) / 12
loss_of = lambda w: ((X @ w - y) ** 2).mean()
best, wait, limit = np.inf, 0, 1.0
"""

RIGHT = [
    """
for epoch in range(9):
    w -= 0.01 * slope(w)
    loss = loss_of(w)
    if loss < best - 1e-9:
        best, wait, w_kept = loss, 0, w.copy()
    else:
        wait += 1
        if wait >= 3:
            break
""",
    """
best_loss = None
for epoch in range(4):
    w -= 0.01 * slope(w)
    loss = loss_of(w)
    if best_loss is None or best_loss > loss:
        best_loss = loss
    if loss >= best_loss:
        wait += 1
    else:
        best_loss = loss
""",
    """
lowest = np.inf
for epoch in range(4):
    trial = w - 0.01 * slope(w)
    loss = loss_of(trial)
    if loss > lowest:
        continue
    lowest, w = loss, trial
for epoch in range(4):
    loss = loss_of(w)
    if loss > lowest:
        break
    lowest = loss
""",
    """
best_score, worst_loss = -1, 0
for epoch in range(4):
    w -= 0.01 * slope(w)
    score, loss = -loss_of(w), loss_of(w)
    if score > best_score:
        best_score = score
    if loss > worst_loss:
        worst_loss = loss
""",
    """
def first_below(w, bound):
    for epoch in range(9):
        w = w - 0.01 * slope(w)
        if loss_of(w) > bound:
            continue
        return epoch
first_below(w, 1e9)
""",
    """
for epoch in range(3):
    g = slope(w)
    norm = np.linalg.norm(g)
    if norm > limit:
        g = g * (limit / norm)
    w -= 0.01 * np.clip(g, -limit, limit)
    w = np.clip(w, 0, 5)
""",
    """
for epoch in range(3):
    g = slope(w)
    norm = np.sqrt(np.sum(g ** 2))
    if norm > limit:
        scale = norm / limit
        g /= scale
    if norm < 1e-12:
        break
    w -= 0.01 * g
    p = np.clip(1 / (1 + np.exp(-X @ w)), 0, 1)
""",
]
WRONG = {
    "the largest is kept": """
for epoch in range(4):
    w -= 0.01 * slope(w)
    loss = loss_of(w)
    if loss > best:  # worst kept
        best, w_kept = loss, w.copy()
""",
    "the first is the best": """
lowest = loss_of(w)
for epoch in range(4):
    w -= 0.01 * slope(w)
    val_loss = loss_of(w)
    if lowest <= val_loss:  # worst kept
        lowest, w_kept = val_loss, w.copy()
""",
    "never set": """
for epoch in range(4):
    w -= 0.01 * slope(w)
    loss = loss_of(w)
    if loss < best:
        w_kept = w.copy()  # best not set
""",
    "the last is kept": """
for epoch in range(4):
    w -= 0.01 * slope(w)
    loss = loss_of(w)
    if loss < best:
        w_kept = w.copy()
    else:
        wait += 1
    best = loss  # last kept
""",
    "returned too early": """
def train(w):
    for epoch in range(9):
        w = w - 0.01 * slope(w)
        print(loss_of(w))
        return w  # one turn
train(w)
""",
    "stopped at once": """
for epoch in range(9):
    w -= 0.01 * slope(w)
    if loss_of(w) > 1:
        wait += 1
    if wait <= 3:  # one turn
        break
""",
    "bounds turned": """
for epoch in range(3):
    w -= 0.01 * np.clip(slope(w), limit, -limit)  # clipping
""",
    "one side": """
for epoch in range(3):
    g = np.clip(slope(w), 0, limit)  # clipping
    w = w - 0.01 * g
""",
    "above alone": """
for epoch in range(3):
    g = np.minimum(slope(w), 0.01)  # clipping
    w = w - 0.01 * g
""",
    "made longer": """
for epoch in range(3):
    g = slope(w)
    norm = np.linalg.norm(g)
    if norm > limit:
        for part in [g]:
            part *= norm / limit  # clipping
    w -= 1e-6 * g
""",
    "made longer by a name": """
for epoch in range(3):
    g = slope(w)
    norm = np.linalg.norm(g)
    if norm > limit:
        scale = norm / limit
        g = g * scale  # clipping
    w -= 1e-6 * g
""",
    "the short are scaled": """
for epoch in range(3):
    g = slope(w)
    norm = np.linalg.norm(g)
    if norm < limit:  # clipping
        g = g * limit / norm
    w -= 1e-6 * g
""",
}


def _noticed(code: str) -> set[tuple[int, str]]:
    run = run_program(Program("code.py", code))
    assert run.message == ""
    return {(each.line, each.kind) for each in noticed(run)}


@pytest.mark.parametrize("body", RIGHT, ids=range(len(RIGHT)))
def test_right_loops_and_bounds_are_not_noticed(body: str) -> None:
    assert _noticed(BEGIN + body) == set()


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_wrong_loops_and_bounds_are_noticed_on_their_lines(body: str) -> None:
    """The comments at the ends of lines are the kinds of the mistakes."""
    lines = enumerate((BEGIN + body).split("\n"), 1)
    marked = {(n, found[1]) for n, line in lines if (found := re.search(r"  # (.+)$", line))}
    assert _noticed(BEGIN + body) == marked
