"""What a run comes to only behind its first window: looked at where nothing is wrong before."""

from __future__ import annotations

import dataclasses

import pytest
from planted import REFERENCES, program

from tutor.plots.cells import plain
from tutor.programs.comparison import compare
from tutor.programs.judgement import Judgement
from tutor.programs.looking import CodeLook
from tutor.programs.moves import WalkPlace
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

LINE = Reference((2, 6, 1), "tanh", "linear", "mse")
TRAINED = """import numpy as np
rng = np.random.default_rng(5)
X = rng.normal(size=(60, 2))
t = 40 + 9 * X[:, :1] - 5 * X[:, 1:] ** 2
mean, spread = t.mean(), t.std()
y = (t - mean) / spread
W1, b1 = rng.normal(size=(2, 6)), np.zeros(6)
W2, b2 = rng.normal(size=(6, 1)) * 0.4, np.zeros(1)
def forward(x):
    h = np.tanh(x @ W1 + b1)
    return h, h @ W2 + b2
# before
for step in range(300):
    h, out = forward(X)
    loss = np.mean((out - y) ** 2)
    dout = 2 * (out - y) / len(X)
    dW2, db2 = h.T @ dout, dout.sum(axis=0)
    dz1 = dout @ W2.T * (1 - h**2)
    dW1, db1 = X.T @ dz1, dz1.sum(axis=0)
    W1 -= 0.1 * dW1
    b1 -= 0.1 * db1
    W2 -= 0.1 * dW2
    b2 -= 0.1 * db2
    if step % 100 == 99:
        print(step, loss)
X_new = rng.normal(size=(20, 2))
t_new = 40 + 9 * X_new[:, :1] - 5 * X_new[:, 1:] ** 2
guess = forward(X_new)[1] * spread + mean
error = guess - t_new
print(np.sqrt(np.mean(error**2)))
"""
PREPARED = "total = 0.0\nfor i in range(4500):\n    total = total + X[i % 60, 0]\n"


def judged(code: str, reference: Reference | None = LINE) -> tuple[Recorded, Judgement]:
    look = CodeLook(text=Program("code.py", code), reference=reference)
    run = look.run(look.read(), lambda: False)
    assert not run.message
    return run, look.judge(run)


def line_of(code: str, words: str) -> int:
    return code[: code.index(words)].count("\n") + 1


@pytest.mark.parametrize("name", ["guess", "pred"])
def test_predictions_in_the_units_of_the_targets_are_no_mistake(name: str) -> None:
    run, judgement = judged(TRAINED.replace("guess", name))
    assert run.goes_on and run.late
    assert (judgement.first, [*judgement.noticed], judgement.later) == (None, [], None)


WRONG_UNITS = [
    "forward(X_new)[1]",
    "forward(X_new)[1] * spread",
    "forward(X_new)[1] + mean",
    "(forward(X_new)[1] + mean) * spread",
]


@pytest.mark.sampled
@pytest.mark.parametrize("words", WRONG_UNITS)
def test_predictions_in_other_units_than_the_targets_are_said(words: str) -> None:
    code = TRAINED.replace("forward(X_new)[1] * spread + mean", words).replace(" ** 2\n", "\n")
    _, judgement = judged(code)
    said = [(each.line, each.kind) for each in judgement.noticed]
    assert said == [(line_of(code, "guess ="), "other units")]


@pytest.mark.parametrize("steps", [4, 12, 30])
def test_what_has_not_learned_much_yet_is_in_the_right_units(steps: int) -> None:
    code = TRAINED.replace("range(300)", f"range({steps})").replace(" ** 2\n", "\n")
    assert [*noticed(run_program(Program("code.py", code)))] == []


def test_answers_that_are_listed_in_other_units_are_said_where_they_are_listed() -> None:
    listed = (
        "[]\nfor x in X_new:\n    guess.append(forward(x[None])[1][0])\nguess = np.array(guess)"
    )
    code = TRAINED.replace("range(300)", "range(100)").replace(
        "forward(X_new)[1] * spread + mean", listed
    )
    said = [each.line for each in noticed(run_program(Program("code.py", code)))]
    assert said == [line_of(code, "guess.append")]


def test_errors_in_either_units_are_no_mistake() -> None:
    scaled = "forward(X_new)[1]\nt_new = (t_new - mean) / spread"
    _, judgement = judged(TRAINED.replace("forward(X_new)[1] * spread + mean", scaled))
    assert [*judgement.noticed] == []


def test_what_comes_behind_a_late_pass_of_the_network_is_looked_at_too() -> None:
    code = TRAINED.replace("# before", PREPARED)
    code = code.replace("error = guess - t_new", "error = guess - t_new.ravel()")
    _, judgement = judged(code)
    assert [each.line for each in judgement.noticed] == [line_of(code, "error =")]


def test_a_mistake_behind_the_first_window_is_said_and_led_to() -> None:
    code = TRAINED.replace("error = guess - t_new", "error = guess - t_new.ravel()")
    run, judgement = judged(code)
    line = line_of(code, "error =")
    assert [(each.line, each.kind) for each in judgement.noticed] == [(line, "accidental square")]
    assert f"line {line}: " in plain([judgement.notes.line])
    there = judgement.after(WalkPlace(run).at(0))
    assert there is not None
    standing, message = there
    assert standing.recorded is not run and standing.operation.line == line
    assert message == judgement.noticed[0].message
    of_later = judgement.of_later()
    assert standing.position in of_later.notes.verdicts
    again = of_later.after(standing)
    assert again is not None and again[0].recorded is standing.recorded


def test_what_is_wrong_in_the_first_window_is_all_that_is_said() -> None:
    code = TRAINED.replace("error = guess - t_new", "error = guess - t_new.ravel()")
    _, judgement = judged(code.replace("W2 -= ", "W2 += "))
    assert judgement.first is not None and judgement.first.event.name == "W2"
    assert judgement.later is None


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [("W2.T * (1 - h**2)", "W2.T * (1 - h)", "1 - h"), ("", "", "")],
)
def test_a_network_that_comes_after_a_long_preparation_is_compared(
    right: str, wrong: str, said: str
) -> None:
    _, judgement = judged(TRAINED.replace("# before\n", PREPARED).replace(right, wrong))
    if said:
        assert judgement.first is not None and said in judgement.first.event.place.text
    else:
        assert judgement.first is None
        assert "Nothing that was compared parts" in plain([judgement.notes.line])


def test_a_slow_run_and_an_asked_for_iteration_are_not_run_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = TRAINED.replace("error = guess - t_new", "error = guess - t_new.ravel()")
    look = CodeLook(text=Program("code.py", code), reference=LINE)
    run = run_program(look.read())
    assert look.judge(dataclasses.replace(run, seconds=9.0)).later is None
    assert look.judge(run, stop=lambda: True).later is None
    assert dataclasses.replace(look, iteration=0).judge(run).later is None


def test_a_pass_that_the_window_cuts_short_is_not_judged() -> None:
    run = run_program(Program("code.py", program("blobs_script")), keep=400)
    result = compare(run, REFERENCES["blobs_script"])
    assert (result.found > 3, result.first) == (True, None)


def test_the_first_steps_after_two_long_preparations_are_compared() -> None:
    """What is wrong in them may kill all units, so that nothing shows any more later on."""
    second = PREPARED.replace("total", "other").replace("X[i", "X[1 * i")
    text = TRAINED.replace("# before\n", f"{PREPARED}{second}W1 = np.zeros_like(W1)\n")
    _, judgement = judged(text)
    assert [(each.kind, each.event.place.text) for each in judgement.noticed] == [
        ("equal weights", "np.zeros_like(W1)")
    ]
