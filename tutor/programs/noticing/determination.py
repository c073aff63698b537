"""R², 1 minus the squared errors over the squared spread of the targets, of other parts."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.programs.expressions import called, parsed, sign
from tutor.programs.noticing.data import is_answer
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.preparing import Makers, makers_of
from tutor.programs.recorded import Event, Recorded

KIND = "R² of other parts"
_TOTALS = ("sum", "mean", "nansum")


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A difference that is squared and added up; in which order, and where."""

    event: Event
    gap: Event
    """The difference."""
    is_square_of_sum: bool = False


def determinations_astray(recorded: Recorded) -> Iterator[Noticed]:
    """1 - ((t - p).sum() ** 2) / …, and 1 - … / ((p - t.mean()) ** 2).sum()."""
    makers = makers_of(recorded)
    for event in recorded.operations:
        quotient = _taken_from_one(event, makers)
        if quotient is None:
            continue
        errors, spread = (_part(each, makers) for each in quotient.operands)
        if errors is None or spread is None:
            continue
        if not _is_about_a_mean(spread, makers):
            if _is_about_a_mean(errors, makers) and _has_one_of(errors, spread):
                said = "The spread is divided by the errors: it is to be the other way round."
                yield Noticed(quotient, KIND, said)
        elif errors.is_square_of_sum or spread.is_square_of_sum:
            wrong = errors if errors.is_square_of_sum else spread
            said = "This is the square of a sum, in which differences cancel: add up the squares."
            yield Noticed(wrong.event, KIND, said)
        elif said := _of_others(errors, spread, makers):
            yield Noticed(makers.of(spread.event), KIND, said)


def _taken_from_one(event: Event, makers: Makers) -> Event | None:
    """The quotient of 1 - a / b."""
    match parsed(event.place.text):
        case ast.BinOp(left=ast.Constant(value=1 | 1.0), op=ast.Sub()):
            made = makers.of(event.operands[-1]) if event.operands else event
            is_quotient = sign(made.place.text) == "Div" and len(made.operands) == 2
            return made if is_quotient else None
    return None


def _part(event: Event, makers: Makers) -> _Part | None:
    made = makers.of(event)
    if called(made.place.text) in _TOTALS and made.operands:
        square = makers.of(made.operands[0])
        gap = _squared(square, makers)
        return _Part(made, gap) if gap is not None and _is_gap(gap) else None
    total = _squared(made, makers)
    if total is not None and called(total.place.text) in _TOTALS and total.operands:
        gap = makers.of(total.operands[0])
        is_many = gap.value.array.size > total.value.array.size
        return _Part(made, gap, True) if _is_gap(gap) and is_many else None
    return None


def _squared(event: Event, makers: Makers) -> Event | None:
    """What is squared: of x ** 2 and np.square(x)."""
    match parsed(event.place.text):
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=2 | 2.0)):
            return makers.of(event.operands[0]) if event.operands else None
    is_square = called(event.place.text) == "square" and bool(event.operands)
    return makers.of(event.operands[0]) if is_square else None


def _is_gap(event: Event) -> bool:
    return sign(event.place.text) == "Sub" and len(event.operands) == 2


def _is_about_a_mean(part: _Part, makers: Makers) -> bool:
    return called(makers.of(part.gap.operands[1]).place.text) == "mean"


def _has_one_of(one: _Part, other: _Part) -> bool:
    return any(_is_same(one.gap.operands[0], each) for each in other.gap.operands)


def _of_others(errors: _Part, spread: _Part, makers: Makers) -> str:
    """What is said where a spread is not that of one array about its own mean, "" else."""
    spread_of, about = spread.gap.operands[0], makers.of(spread.gap.operands[1])
    if not about.operands or not errors.gap.value.is_array:
        return ""
    mean_of = about.operands[0]
    held = errors.gap.operands
    if _is_same(spread_of, mean_of):
        return _of_answers(spread_of, held, makers)
    if not any(_is_same(mean_of, each) for each in held):
        return ""
    if not any(_is_same(spread_of, each) for each in held):
        return ""
    return (
        f"This is the spread of {spread_of.place.text} about the mean of {mean_of.place.text}: "
        f"both are to be the targets."
    )


def _of_answers(spread_of: Event, held: Sequence[Event], makers: Makers) -> str:
    """What is said where it is the spread of what a network gives, and not of the targets."""
    others = [each for each in held if not _is_same(each, spread_of)]
    if len(others) != 1 or len(held) != 2 or is_answer(makers.of(others[0]), makers):
        return ""
    if not is_answer(makers.of(spread_of), makers):
        return ""
    return (
        f"This is the spread of the answers, {spread_of.place.text}: take that of the targets, "
        f"{others[0].place.text}."
    )


def _is_same(one: Event, other: Event) -> bool:
    if one.value is other.value:
        return True
    arrays = one.value.array, other.value.array
    return arrays[0].size == arrays[1].size and np.array_equal(arrays[0].ravel(), arrays[1].ravel())
