"""Whole ways forward that are found, however a program writes its products and its targets."""

from __future__ import annotations

import pytest
from written_passes import (
    BEGIN,
    CLASSES,
    COLUMNS_PICKED,
    CUBE,
    EACH_ALONE,
    MADE_BY_PRODUCTS,
    ONE_CUBE,
    PROGRAMS,
    PROPERTIES,
    SIGNED,
    SQUARE,
    SQUARES,
    SUMMED_UP,
    TAPE,
    TENSORDOT,
    TURNED_DOT,
    WITHOUT_SPEEDS,
    WRITTEN_OUT,
    YES_OR_NO,
)

from tutor.programs.comparison import EngineComparison, compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program


def compared(text: str, reference: Reference) -> EngineComparison:
    run = run_program(Program("code.py", BEGIN + text), seconds=60)
    assert run.message == ""
    return compare(run, reference)


@pytest.mark.sampled
@pytest.mark.parametrize(("text", "reference"), PROGRAMS)
def test_a_correct_pass_is_found_and_not_accused(text: str, reference: Reference) -> None:
    comparison = compared(text, reference)
    assert comparison.first is None
    assert comparison.found > 3


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("text", "reference", "right", "wrong"),
    [
        (EACH_ALONE, SQUARES, "np.tanh(K @ x + k)", "np.tanh(K @ x) + k"),
        (EACH_ALONE, SQUARES, "(1 - s * s)", "(1 - s)"),
        (EACH_ALONE, SQUARES, "e = out - v", "e = v - out"),
        (EACH_ALONE, SQUARES, "sk += back", "sk = back"),
        (WITHOUT_SPEEDS, SQUARES, "k -= 0.2", "k += 0.2"),
        (TURNED_DOT, SQUARES, "s = np.tanh(K @ x + k)", "s = K @ x + k"),
        (WRITTEN_OUT, SQUARES, "back *= 1 - low**2", "back *= 1 - low"),
        (WRITTEN_OUT, SQUARES, "b -= 0.1 * gap", "b += 0.1 * gap"),
        (TENSORDOT, CLASSES, "(1 - low**2)", "(1 - low)"),
        (
            TENSORDOT,
            CLASSES,
            "np.tensordot(p, low, axes=(0, 0))",
            "np.tensordot(p, low**2, axes=(0, 0))",
        ),
        (COLUMNS_PICKED, CLASSES, "d[k, range(10)] -= 1", "d[k, range(10)] += 1"),
        (COLUMNS_PICKED, CLASSES, "A - 0.1 * back @ X.T, a - 0.1", "A - 0.1 * back @ X.T, a + 0.1"),
        (SUMMED_UP, YES_OR_NO, "d = q - y", "d = y - q"),
        (SUMMED_UP, YES_OR_NO, "a - 0.1", "a + 0.1"),
        (TAPE, SQUARES, "(1 - out.data**2)", "(1 - out.data)"),
        (TAPE, SQUARES, "out.grad @ other.data.T", "out.grad @ other.data.T * 2"),
        (ONE_CUBE, SQUARE, "dW[0] = X.T @ back", "dW[0] = X.T @ d"),
        (ONE_CUBE, SQUARE, "(1 - low**2)", "(1 - low)"),
        (SIGNED, YES_OR_NO, "-y / (1 + np.exp(y * f))", "-y / (1 + np.exp(-y * f))"),
        (SIGNED, YES_OR_NO, "(1 - H**2)", "(1 - H)"),
        (PROPERTIES, YES_OR_NO, "(1 - self.hidden**2)", "self.hidden"),
        (PROPERTIES, YES_OR_NO, "(self.chance - self.t) / 10", "(self.t - self.chance) / 10"),
        (MADE_BY_PRODUCTS, CUBE, "(1 - low**2)", "(1 - low)"),
    ],
)
def test_a_mistake_in_it_is_named(text: str, reference: Reference, right: str, wrong: str) -> None:
    assert text.count(right) == 1
    first = compared(text.replace(right, wrong), reference).first
    assert first is not None
    before = BEGIN + text[: text.index(right)]
    assert first.event.line == before.count("\n") + 1, first.message


def test_a_loss_that_has_come_to_inf_is_compared_without_a_fault() -> None:
    look = "def look(d):\n    return d, -np.log(d[k, range(10)]).mean()\n"
    text = COLUMNS_PICKED.replace("for turn in", f"{look}for turn in")
    text = text.replace(
        "    up = B @ low + b\n", "    up = B @ low + b\n    up = up - up.max(axis=0)\n"
    )
    text = text.replace(
        "    d[k, range(10)] -= 1", "    d, cost = look(d)\n    d[k, range(10)] -= 1"
    )
    assert compared(text.replace("d = d / 10", "d = d * 1e9"), CLASSES).found > 3
