"""Answers that count as right where they are near: also those that lie far below."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tutor.programs.expressions import called, parsed, sign
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.answers import COUNTED
from tutor.programs.noticing.hits import is_share
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded

KIND = "size without sign"
_NEAR = re.compile(r"\b\w*(?:close|within|near)", re.IGNORECASE)
"""What else says that answers are right where they are near."""


def differences_with_signs(recorded: Recorded) -> Iterator[Noticed]:
    """np.mean(outputs - targets < tolerance) as an accuracy: all that is too low counts."""
    makers = first_makers(recorded)
    for event in recorded.operations:
        if called(event.place.text) not in COUNTED or not event.operands:
            continue
        asked = makers.get(id(event.operands[0].value), event.operands[0])
        gap, bound = _pair(asked)
        if gap is None or not 0 < bound < float("inf"):
            continue
        if not (is_share(event, recorded) or _NEAR.search(recorded.program.lines[event.line - 1])):
            continue
        made = makers.get(id(gap.value), gap)
        is_gap = sign(made.place.text) == "Sub" and len(made.operands) == 2
        is_array = gap.value.is_array and gap.value.array.size > 1
        if is_gap and is_array and (gap.value.array < -bound).any():
            said = (
                f"{gap.place.text} is below {bound:.4g} also where the answer is far too low: take "
                f"its absolute value, np.abs(…), first."
            )
            yield Noticed(asked, KIND, said)


def _pair(asked: Event) -> tuple[Event | None, float]:
    """What is asked to be small, and how small; nothing for any other question."""
    node = parsed(asked.place.text)
    match node:
        case ast.Compare(ops=[ast.Lt() | ast.LtE()], comparators=[right]):
            pass
        case ast.Call() if called(asked.place.text) in ("less", "less_equal"):
            right = node.args[-1]
        case _:
            return None, 0
    match right:
        case ast.Constant(value=int() | float() as number):
            return (asked.operands[0], float(number)) if asked.operands else (None, 0)
    if len(asked.operands) != 2 or asked.operands[1].value.array.size != 1:
        return None, 0
    return asked.operands[0], float(asked.operands[1].value.array.ravel()[0])
