"""Mistakes whose cause stands in the text of a program: its parameters, its returns, its bounds."""

from __future__ import annotations

import pytest
from exercises_written import exercise

from tutor.course.index import shipped_course
from tutor.exercises.cases import cases_of
from tutor.exercises.checking import check
from tutor.exercises.loading import find

TITLES = """
def cases(random):
    for n in (1, 2):
        yield {"title": f"{n} inputs, {n} classes, m = {n}", "inputs": {"x": float(n)}}

def expected(x):
    return x
"""


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("name", "right", "wrong", "told"),
    [
        ("the-training-loop", "m, size)", "m - size, size)", "`- size` in `m - size` is too much"),
        ("perceptron-step", "return w +", "return", "Your w is the slope, or the step along it"),
        ("perceptron-step", "eta *", "0.5 *", "`eta` is never used in perceptron_step"),
        ("update-parameters", "alpha *", "0.1 *", "`alpha` is never used in update"),
        ("perceptron-epoch", "    return w", "        return w", "Line 11 stands inside the loop"),
        ("squared-error", "/ A.shape", "// A.shape", "Line 6: `//` is the wrong operation"),
    ],
    ids=range(6),
)
def test_the_cause_is_named(name: str, right: str, wrong: str, told: str) -> None:
    asked = find(shipped_course(), name)
    assert right in asked.solution
    assert told in check(asked, asked.solution.replace(right, wrong)).message


@pytest.mark.sampled
@pytest.mark.parametrize("wrong", ["x", "x * a", "x * (1 - a)", "x * dz * dz", "w - x * dz"])
def test_a_slope_that_is_asked_is_no_step_not_taken(wrong: str) -> None:
    asked = find(shipped_course(), "one-example")
    message = check(asked, asked.solution.replace("x * dz", wrong)).message
    assert "not what it leads to" not in message


def test_parameters_in_another_order_are_told() -> None:
    asked = find(shipped_course(), "linear-forward")
    code = asked.solution.replace("(A_prev, W, b)", "(W, A, b)").replace("A_prev", "A")
    told = "linear_forward is given its values in another order: `A` comes where `W` stands"
    assert told in check(asked, code).message


def test_what_is_one_is_called_one() -> None:
    titles = [case.title for case in cases_of(exercise(TITLES, function="f", returns=("y",)))]
    assert titles == ["1 input, 1 class, m = 1", "2 inputs, 2 classes, m = 2"]
