"""Marks a typed number and a typed shape."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, log10, prod

from engine.counted import counted
from tutor.assessment.parts import ForeseenValue, Tolerance
from tutor.assessment.questions import Numeric, Shape
from tutor.assessment.shapes import Sizes, read_shape, refuse_words, same_sizes, spell_shape
from tutor.assessment.verdicts import Feedback, Unanswerable, Verdict
from tutor.formulas.numbers import Typed, agreement, read_number, spell_exact


def text_of(answer: object, wanted: str) -> str:
    """Return what was typed; raises Unanswerable with `wanted` when nothing was."""
    if not isinstance(answer, str) or not answer.strip():
        raise Unanswerable(wanted)
    return answer


def mark_numeric(question: Numeric, answer: object) -> Verdict:
    """Return the verdict on a typed number."""
    typed = read_number(text_of(answer, "Type a number."), question.unit)
    said = judge(
        typed,
        float(question.answer),
        question.tolerance,
        question.wrong,
        right=question.right,
        otherwise=question.otherwise,
    )
    return Verdict(float(said[0].outcome == "right"), said[0].outcome, said)


def judge(
    typed: Typed,
    exact: float,
    tolerance: Tolerance | None,
    foreseen: Sequence[ForeseenValue],
    *,
    right: str,
    otherwise: str,
) -> tuple[Feedback, ...]:
    """Return what is said about a number; the first feedback tells whether it is right.

    Raises Unanswerable for a number that would be right if it were not rounded so far, or if its
    comma were a point.
    """
    how = agreement(typed, exact, tolerance)
    if how == "too few digits":
        raise Unanswerable("You are close, and rounded too far: give at least three digits.")
    if how is not None:
        said = [Feedback(right, None, "right")]
        if how != "exact":
            start = "Right within rounding" if how == "rounded" else "Close enough"
            note = f"{start}: the exact value is {spell_exact(typed, exact)}."
            said.append(Feedback(note, None, "right"))
        return tuple(said)
    meant = typed.with_decimal_comma
    if meant is not None and agrees(Typed(meant), exact, tolerance):
        raise Unanswerable(f"{typed.value:,.0f} was read. Write decimals with a point: {meant:.3f}")
    near = [wrong for wrong in foreseen if agrees(typed, float(wrong.value), tolerance)]
    if near:
        nearest = min(near, key=lambda wrong: abs(float(wrong.value) - typed.value))
        return (Feedback(nearest.feedback),)
    hunch = _hunch(typed, exact)
    return (*((Feedback(hunch),) if hunch else ()), Feedback(otherwise))


def agrees(typed: Typed, exact: float, tolerance: Tolerance | None) -> bool:
    """Say whether a typed number would be accepted for this value."""
    return agreement(typed, exact, tolerance) in ("exact", "rounded", "close")


def _hunch(typed: Typed, exact: float) -> str | None:
    """Return what probably went wrong, for the slips that any number can suffer."""
    if exact == 0 or typed.value == 0 or not isfinite(exact) or not isfinite(typed.value):
        return None
    if agrees(typed, -exact, None):
        return "The size is right, the sign is not."
    if exact == round(exact):
        return None
    if agrees(typed, 1 / exact, None):
        return "That is one divided by the answer: what is divided by what?"
    if agrees(typed, 100 * exact, None) and 0 < exact < 1:
        return "That is the answer in percent; here a number between 0 and 1 is wanted."
    places = round(log10(abs(typed.value / exact)))
    if places and abs(places) <= 6 and agrees(typed, exact * 10.0**places, None):
        by = counted(abs(places), "place")
        return f"The digits are right; the decimal point is off by {by}."
    return None


def mark_shape(question: Shape, answer: object) -> Verdict:
    """Return the verdict on a typed shape."""
    typed = read_shape(text_of(answer, "Type a shape, such as (3, 4)."))
    right = read_shape(question.answer)
    expected = [right, *(read_shape(wrong.value) for wrong in question.wrong)]
    refuse_words(typed, [size for sizes in expected for size in sizes])
    if same_sizes(typed, right):
        return Verdict(1.0, "right", (Feedback(question.right, None, "right"),))
    for wrong in question.wrong:
        if same_sizes(typed, read_shape(wrong.value)):
            return Verdict(0.0, "wrong", (Feedback(wrong.feedback),))
    hunch = _shape_hunch(typed, right)
    said = (*((Feedback(hunch),) if hunch else ()), Feedback(question.otherwise))
    return Verdict(0.0, "wrong", said)


def _shape_hunch(typed: Sizes, right: Sizes) -> str | None:
    if len(typed) > 1 and sorted(map(str, typed)) == sorted(map(str, right)):
        return "The sizes are right, their order is not."
    if len(typed) == 1 and len(right) == 2 and 1 in right and typed[0] in right:
        column_or_row = "a column" if right[1] == 1 else "a row"
        return f"{spell_shape(typed)} has one axis only; {column_or_row} has two."
    if len(typed) != len(right):
        axes = "1 axis" if len(typed) == 1 else f"{len(typed)} axes"
        return f"{spell_shape(typed)} has {axes}; the answer has {len(right)}."
    whole = [size for size in (*typed, *right) if isinstance(size, int)]
    if len(whole) == 2 * len(right) and prod(whole[: len(typed)]) == prod(whole[len(typed) :]):
        return "That holds as many numbers as the answer, laid out differently."
    return None
