"""Losses that are added up over the examples, and divided by another size than their number."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.programs.expressions import called, parsed, sign
from tutor.programs.noticing.elsewhere import function_at
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.preparing import Makers, makers_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import Value
from tutor.programs.why.evaluation import operands_by_text

_LOSS = re.compile(r"loss|cost|mse|bce|nll|entropy|objective|error", re.IGNORECASE)
_LOGS = re.compile(r"\blog\w*\(")
_COUNT = re.compile(
    r"[mnN]|count|batch_?size|(?:n_?|num_?)?(?:examples|samples|points|rows)", re.IGNORECASE
)
"""What the number of the examples is called."""
_FEWEST = 4
"""Examples that tell their number from that of anything else."""


@dataclass(frozen=True, slots=True)
class _ArraySize:
    """A number that is a size of an array, and of which."""

    text: str
    number: int
    of: Value
    is_whole: bool
    """Whether it counts all of its numbers, and not along one axis."""


def losses_by_other_sizes(recorded: Recorded) -> Iterator[Noticed]:
    """-np.log(p[np.arange(n), y]).sum() / p.size, and a sum of losses over X.shape[1]."""
    makers, told = makers_of(recorded), set[int]()
    for event in recorded.operations:
        if sign(event.place.text) != "Div" or len(event.operands) != 2:
            continue
        if id(event.place) in told or event.value.array.size != 1:
            continue
        added = _added_up(event.operands[0])
        size = _size(event.operands[1], makers) if added is not None else None
        if added is None or size is None or not _is_loss(event, added, recorded, makers):
            continue
        count = _examples(added.value, size)
        if not count or _is_scaled(event, recorded):
            continue
        if size.number > 1 or _is_divided_by(count, recorded):
            told.add(id(event.place))
            said = (
                f"The losses of {count} examples are added up, and {size.text} is {size.number}: "
                f"divide by {count}."
            )
            divisor = event.operands[1]
            is_count = bool(_COUNT.fullmatch(divisor.place.text))
            at = makers.of(divisor) if is_count else event
            yield Noticed(at, "size of something else", said)


def _added_up(event: Event) -> Event | None:
    """What is added up to a number, of which the sign may be turned, or which is halved."""
    for _ in range(4):
        if called(event.place.text) == "sum":
            node = parsed(event.place.text)
            is_whole = isinstance(node, ast.Call) and not node.keywords and len(node.args) < 2
            given = event.operands[0] if event.operands else None
            return given if is_whole and given is not None and given.value.is_array else None
        arrays = [each for each in event.operands if each.is_operation]
        if not isinstance(parsed(event.place.text), ast.UnaryOp | ast.BinOp) or len(arrays) != 1:
            return None
        if sign(event.place.text) not in ("", "Mult"):
            return None
        event = arrays[0]
    return None


def _size(event: Event, makers: Makers) -> _ArraySize | None:
    """Of which array a number is a size, by the text that it was made by."""
    made = makers.of(event)
    node, number = parsed(made.place.text), made.value.array
    if number.size != 1:
        return None
    match node:
        case ast.Attribute(attr="size") | ast.Call(func=ast.Name(id="len")):
            owner = made.operands[0] if made.operands else None
        case ast.Subscript(value=ast.Attribute(attr="shape") as shape):
            found = operands_by_text(made).get(ast.unparse(shape))
            owner = found.operands[0] if found is not None and found.operands else None
        case _:
            return None
    if owner is None or not owner.value.is_array or owner.value.array.ndim != 2:
        return None
    is_whole = isinstance(node, ast.Attribute)
    return _ArraySize(made.place.text, int(number.ravel()[0]), owner.value, is_whole)


def _examples(added: Value, size: _ArraySize) -> int:
    """Return how many examples there are where the size is none of theirs; 0 where it may be."""
    shape, count = size.of.shape, max(added.shape)
    is_theirs = size.number == added.array.size or count < _FEWEST
    if is_theirs or shape.count(count) != 1 or added.shape.count(count) != 1:
        return 0
    if size.is_whole:
        return count
    is_along = size.number in added.shape and (size.number > 1 or shape != added.shape)
    return count if size.number < count and not is_along else 0


def _is_divided_by(count: int, recorded: Recorded) -> bool:
    """Whether something is divided by the number of the examples elsewhere."""
    divided = (e for e in recorded.operations if sign(e.place.text) == "Div" and e.operands)
    numbers = (e.operands[-1].value.array for e in divided)
    return any(each.size == 1 and each.ravel()[0] == count for each in numbers)


def _is_loss(event: Event, added: Event, recorded: Recorded, makers: Makers) -> bool:
    """Whether these are logarithms, or it is called a loss."""
    if _LOGS.search(event.place.text):
        return True
    function = function_at(recorded.program.code, event.line)
    is_named = bool(_LOSS.search(f"{event.name or ''} {function}"))
    return is_named and _is_square_of_difference(added, makers)


def _is_square_of_difference(event: Event, makers: Makers) -> bool:
    """Whether it is (A - Y) ** 2, and no penalty."""
    made = makers.of(event)
    is_square = sign(made.place.text) == "Pow" or called(made.place.text) == "square"
    return is_square and any(
        sign(makers.of(each).place.text) == "Sub" for each in made.operands[:1]
    )


def _is_scaled(event: Event, recorded: Recorded) -> bool:
    """Whether what comes of it is multiplied or divided on."""
    takers = (e for e in recorded.operations if event in e.operands)
    return any(sign(each.place.text) in ("Mult", "Div") for each in takers)
