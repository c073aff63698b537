"""What is measured against itself: the input of a network where its output is meant."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from tutor.programs.expressions import parsed, sign
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded

KIND = "compared with itself"
_MEASURE = re.compile(r"loss|cost|err|mse|mae|diff|dist", re.IGNORECASE)


def compared_with_itself(recorded: Recorded) -> Iterator[Noticed]:
    """error(x, outputs[0]), where the first of the outputs is x itself.

    Where both are written alike it is a trial of the measure, and of many that one is compared
    with one may be itself.
    """
    measured: dict[int, list[Event]] = {}
    for event in recorded.operations:
        if _is_measure(event.place.text) and len(event.operands) == 2:
            measured.setdefault(id(event.place), []).append(event)
    for events in measured.values():
        first = events[0]
        if all(map(_is_own, events)) and _is_by_parts(first, recorded):
            one, other = first.operands
            said = (
                f"{one.place.text} and {other.place.text} are one and the same array here: it is "
                "compared with itself, so that nothing is measured."
            )
            yield Noticed(first, KIND, said)


def correlated_with_itself(recorded: Recorded) -> Iterator[Noticed]:
    """np.corrcoef(answers, targets)[0, 0], which is 1 whatever the answers are."""
    told: set[int] = set()
    for event in recorded.operations:
        match parsed(event.place.text):
            case ast.Subscript(
                value=ast.Call(func=ast.Attribute(attr="corrcoef"), args=[_, _, *_]),
                slice=ast.Tuple(
                    elts=[ast.Constant(value=int(row)), ast.Constant(value=int(column))]
                ),
            ) if row == column and id(event.place) not in told:
                told.add(id(event.place))
                said = "On the diagonal each correlates with itself, which is 1: take [0, 1]."
                yield Noticed(event, KIND, said)


@lru_cache(maxsize=1024)
def _is_measure(text: str) -> bool:
    """Whether it measures two different names, one of them a part that is told by its number."""
    match parsed(text):
        case ast.Call(args=[one, other]) as call if ast.unparse(one) != ast.unparse(other):
            name = ast.unparse(call.func).rpartition(".")[2]
            return bool(_MEASURE.search(name)) and any(map(_is_numbered, (one, other)))
    return False


def _is_numbered(node: ast.expr) -> bool:
    """outputs[0], cache["A0"]."""
    match node:
        case ast.Subscript(slice=ast.Constant() | ast.UnaryOp(operand=ast.Constant())):
            return True
    return False


def _is_own(event: Event) -> bool:
    one, other = (operand.value for operand in event.operands)
    is_table = one.is_array and one.array.ndim == 2 and one.array.size > 1
    return one is other and is_table and not event.value.array.any()


def _is_by_parts(event: Event, recorded: Recorded) -> bool:
    """Whether it takes the one from the other, number by number."""
    taken = event.operands[0]
    between = (e for e in recorded.operations if taken.number <= e.number <= event.number)
    gaps = (e for e in between if sign(e.place.text) == "Sub" and len(e.operands) == 2)
    return any(all(each.value is taken.value for each in gap.operands) for gap in gaps)
