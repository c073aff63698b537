"""Softmax and loss gone back through in small pieces, each called the slope of one."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

PIECES = """import numpy as np
g = np.random.default_rng(3)
X, Y = g.normal(size=(90, 3)), g.integers(0, 4, 90)
W1, b1 = g.normal(size=(3, 8)), g.normal(size=8)
W2, b2 = g.normal(size=(8, 4)), g.normal(size=4)
n = 30
for i in range(8):
    ix = g.integers(0, 90, n)
    Xb, Yb = X[ix], Y[ix]
    h = np.tanh(Xb @ W1 + b1)
    logits = h @ W2 + b2
    shifted = logits - logits.max(1, keepdims=True)
    counts = np.exp(shifted)
    total = counts.sum(1, keepdims=True)
    inverse = total**-1.0
    probs = counts * inverse
    logprobs = np.log(probs)
    loss = -logprobs[range(n), Yb].mean()
    dlogprobs = np.zeros_like(logprobs)
    dlogprobs[range(n), Yb] = -1.0 / n
    dprobs = (1.0 / probs) * dlogprobs
    dinverse = (counts * dprobs).sum(1, keepdims=True)
    dcounts = inverse * dprobs
    dtotal = (-total**-2.0) * dinverse
    dcounts += np.ones_like(counts) * dtotal
    dshifted = counts * dcounts
    dlogits = dshifted.copy()
    dh = dlogits @ W2.T
    dW2, db2 = h.T @ dlogits, dlogits.sum(0)
    dpre = (1.0 - h**2) * dh
    dW1, db1 = Xb.T @ dpre, dpre.sum(0)
    for p, d in zip([W1, b1, W2, b2], [dW1, db1, dW2, db2]):
        p -= 0.3 * d
"""
NETWORK = Reference((3, 8, 4), "tanh")


def test_the_right_pieces_are_not_accused() -> None:
    recorded = run_program(Program("net.py", PIECES))
    found = compare(recorded, NETWORK)
    assert found.first is None and found.found
    assert not noticed(recorded)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("(1.0 / probs) * dlogprobs", "probs * dlogprobs", "the slope of log x is 1/x"),
        ("(counts * dprobs).sum(1", "(probs * dprobs).sum(1", "the chain rule gives another"),
        ("(-total**-2.0)", "(total**-2.0)", "total goes into total**-1.0, and the slope of xⁿ"),
        ("dcounts += np.ones", "dcounts = np.ones", "and what comes back of both is added"),
        ("= -1.0 / n", "= -1.0", "Of all gradients: It is m = 30 times the engine's"),
        ("counts.sum(1,", "counts.sum(0,", "divided by a sum over the examples"),
    ],
    ids=str.split("logarithm sum sign overwritten mean axis"),
)
def test_the_first_piece_that_is_wrong_is_named_and_nothing_before_it(
    right: str, wrong: str, said: str
) -> None:
    code = PIECES.replace(right, wrong)
    first = compare(run_program(Program("net.py", code)), NETWORK).first
    assert first is not None
    assert first.event.line == code[: code.index(wrong)].count("\n") + 1
    assert said in first.message


def test_a_slope_that_a_function_gives_is_named_within_the_function() -> None:
    lines = PIECES.splitlines(keepends=True)
    begin, end = (next(n for n, e in enumerate(lines) if w in e) for w in ("shifted =", "dh ="))
    loss = """def softmax_loss(logits, y):
    n = len(logits)
    shifted = logits - logits.max(axis=1, keepdims=True)
    logprobs = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    dlogits = np.exp(logprobs)
    dlogits[range(n), y] -= 1
    return -logprobs[range(n), y].mean(), dlogits
"""
    call = "    loss, dlogits = softmax_loss(logits, Yb)\n"
    code = "".join([lines[0], loss, *lines[1:begin], call, *lines[end:]])
    first = compare(run_program(Program("net.py", code)), NETWORK).first
    assert first is not None and first.event.line == 1 + loss.count("\n")
    assert "It is m = 30 times" in first.message
