"""Corrections of averages that begin at 0 whose decay is not raised to the number of steps."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.programs.expressions import called, parsed, respelled
from tutor.programs.lineage import ancestors
from tutor.programs.matching import near
from tutor.programs.noticing.averages import Carried, carried
from tutor.programs.noticing.corrections import given_by
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.roots import Roots, divisor
from tutor.programs.noticing.sums import number_of, operator, two_sides
from tutor.programs.recorded import Event, Recorded

_PLAIN = ast.Name | ast.Attribute | ast.Subscript | ast.Constant


@dataclass(frozen=True, slots=True, eq=False)
class _Moments:
    """Both averages of Adam: of a gradient, and of its square."""

    mean: Carried
    squares: Carried


def unraised_corrections(recorded: Recorded) -> Iterator[Noticed]:
    """An average of Adam's that is divided by 1 - decay."""
    averages = [each for each in carried(recorded) if each.is_average and each.power]
    pairs = [
        _Moments(mean, squares)
        for mean in averages
        for squares in averages
        if (mean.power, squares.power) == (1, 2) and mean.taken & squares.taken
    ]
    pairs = [each for each in pairs if len(each.mean.steps) > 1]
    if not pairs:
        return  # 1 - decay is what a running average of gradients alone may be turned by
    roots = Roots(recorded, averages)
    for event in recorded.operations:
        by = divisor(event) if event.value.array.ndim else _rooted(event)
        made = given_by(recorded, by) if by is not None else None
        if by is None or made is None or by.value.array.ndim or operator(made) != "Sub":
            continue
        known = next((each for each in pairs if _decay(made, each)), None)
        above = [e for e in event.operands if e is not by] if event.value.array.ndim else []
        reached = {id(each.carried) for e in above for each in roots.behind(e)}
        if known and (not above or reached & {id(known.mean), id(known.squares)}):
            decay = _decay(made, known)
            said = (
                f"{decay} is to be raised to the number of steps: averages that begin at 0 are "
                f"divided by 1 - {decay} ** t, which comes near to 1 later."
            )
            yield Noticed(made, "no power", said)


def _rooted(event: Event) -> Event | None:
    """The number that a root is taken of, as of 1 - beta2 ** t in a rate."""
    is_root = called(event.place.text) == "sqrt" and len(event.operands) == 1
    return event.operands[0] if is_root else None


def _decay(made: Event, moments: _Moments) -> str:
    """How the decay of one of the averages is written in a number 1 - decay; "" if it is none."""
    sides = two_sides(parsed(made.place.text))
    if sides is None or number_of(sides[0], made) != 1 or not isinstance(sides[1], _PLAIN):
        return ""
    text, value = ast.unparse(sides[1]), number_of(sides[1], made)
    for each in (moments.mean, moments.squares):
        is_its = isinstance(sides[1], ast.Constant) or text in _numbers(each)
        if is_its and value is not None and near(value, each.decay or 0.0, 1e-9):
            return text
    return ""


def _numbers(chain: Carried) -> Sequence[str]:
    """The numbers that a step of an average takes, as they are written."""
    told = (e for e in ancestors(chain.steps[-1].event) if not e.value.array.ndim)
    return [respelled(each.place.text) for each in told]
