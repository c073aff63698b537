"""Expressions that choose: which part of them was worked out, and what decided it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tutor.programs.expressions import parsed
from tutor.programs.listing import figure
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import is_path
from tutor.programs.values import Value
from tutor.programs.why.evaluation import Unknown, operands_by_text
from tutor.programs.why.worked_out import Cell, Reason, WorkedOut

Choice = ast.IfExp | ast.BoolOp
_MOST = 3
"""Numbers that are said of what is compared."""


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """Whether an expression counted as true, in words, and the events that say so."""

    is_true: bool
    words: str
    events: tuple[Event, ...] = ()


def tested(there: WorkedOut, node: ast.expr) -> Tested:
    """Return whether an expression counted as true; raise Unknown."""
    match node:
        case ast.Constant(value=value):
            return Tested(bool(value), f"{ast.unparse(node)} is written down")
        case ast.NamedExpr(value=value):
            return tested(there, value)
        case ast.BoolOp():
            parts = _looked_at(there, node)
            return Tested(parts[-1].is_true, parts[-1].words, parts[-1].events)
    event = there.event_at(node)
    if event is None:
        raise Unknown
    return Tested(_is_true(event.value), f"{ast.unparse(node)} is {_truth(event)}", (event,))


def chosen(there: WorkedOut, node: Choice, whose: str, value: Value, cell: Cell) -> Reason:
    """Return which part of an expression its value came from, and why; raise Unknown."""
    if isinstance(node, ast.BoolOp):
        return _last_looked_at(there, node, whose, value, cell)
    try:
        test = tested(there, node.test)
    except Unknown:  # of a text: kind == "relu"
        test = _by_its_value(there, node, value, cell)
    part, where = (node.body, "before if") if test.is_true else (node.orelse, "behind else")
    inner = standing_for(there, part, whose, value, cell)
    said = f"{test.words}, so {whose} is what stands {where}: {_shortly(part, value, cell)}"
    rest = inner.words if isinstance(part, Choice) else ()
    return Reason([said, *rest], [*inner.cells, *((each, _first(each)) for each in test.events)])


def standing_for(there: WorkedOut, part: ast.expr, whose: str, value: Value, cell: Cell) -> Reason:
    """Return what a part of an expression gave, which is the value; raise Unknown."""
    if isinstance(part, Choice):
        return chosen(there, part, whose, value, cell)
    if (written := number_written(part)) is not None:
        if not np.array_equal(written, value.array[cell], equal_nan=True):
            raise Unknown
        return Reason([])
    event = there.event_at(part)
    is_it = event is not None and event.value.array.shape == value.array.shape
    if event is None or not is_it or not _equal(event.value.array[cell], value.array[cell]):
        raise Unknown
    return Reason([], [(event, cell)])


def as_it_ran(recorded: Recorded, event: Event) -> Event:
    """Return an operation that chooses without the operands which were not worked out this time."""
    node = parsed(event.place.text)
    if node is None or not any(isinstance(each, Choice) for each in ast.walk(node)):
        return event
    told = (e for e in reversed(recorded.operations) if e.number < event.number)
    before = next((e.number for e in told if e.place is event.place), -1)
    taken = [e for e in event.operands if e.node == event.node and e.number > before]
    return Event(event.number, event.place, event.node, event.value, taken)


def came_to(there: WorkedOut, node: ast.expr) -> float:
    """Return the number that an expression which chooses came to; raise Unknown."""
    match node:
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return came_to(there, body if tested(there, test).is_true else orelse)
        case ast.BoolOp(values=parts):
            return came_to(there, parts[len(_looked_at(there, node)) - 1])
    written, event = number_written(node), there.event_at(node)
    if written is None and (event is None or event.value.array.ndim):
        raise Unknown
    return float(event.value.array) if event else float(written or 0)


def number_written(node: ast.expr) -> float | None:
    """Return the number that is written down, None where it is none."""
    match node:
        case ast.Constant(value=bool() | int() | float() as value):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -float(value)
    return None


def first_told(node: ast.expr) -> ast.expr:
    """Return the part of an expression that is told whenever it is worked out, and first."""
    match node:
        case ast.IfExp(test=test):
            return first_told(test)
        case ast.BoolOp(values=[first, *_]) | ast.NamedExpr(value=first):
            return first_told(first)
    return node


def compared(event: Event) -> str:
    """Return which of several comparisons in one decided it: "0 < s"; "" where that is unknown.

    Python makes them one after another, and none behind one that is False.
    """
    node = parsed(event.place.text)
    if not isinstance(node, ast.Compare) or len(node.ops) < 2 or event.value.array.ndim:
        return ""
    told = operands_by_text(event)
    parts = [node.left, *node.comparators]
    for left, op, right in zip(parts, node.ops, parts[1:], strict=False):
        first, second = _number(left, told), _number(right, told)
        sign = _COMPARED.get(type(op))
        if first is None or second is None or sign is None:
            return ""
        if not sign(first, second):
            return f"{ast.unparse(ast.Compare(left, [op], [right]))} is False, which decides it"
    return ""


_COMPARED = {
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
}


def _number(node: ast.expr, told: Mapping[str, Event]) -> float | None:
    event = told.get(ast.unparse(node))
    if event is not None:
        return None if event.value.array.ndim else float(event.value.array)
    return number_written(node)


def _looked_at(there: WorkedOut, node: ast.BoolOp) -> list[Tested]:
    """What was worked out of an `and` or an `or`: all up to the one that decides it."""
    found: list[Tested] = []
    for part in node.values:
        found.append(tested(there, part))
        if found[-1].is_true == isinstance(node.op, ast.Or):
            break
    return found


def _last_looked_at(
    there: WorkedOut, node: ast.BoolOp, whose: str, value: Value, cell: Cell
) -> Reason:
    parts = _looked_at(there, node)
    last = node.values[len(parts) - 1]
    inner = standing_for(there, last, whose, value, cell)
    unseen = [each for each in node.values[len(parts) :] if number_written(each) is None]
    value = inner.cells[0][0].value if inner.cells and not cell else value
    result = _shortly(last, value, cell)
    result = "" if result == ast.unparse(last) else f": {whose} is {result.split(' = ')[-1]}"
    is_decided = parts[-1].is_true == isinstance(node.op, ast.Or)
    decided = " and that decides it" if is_decided else " and it is the last"
    words = [*(each.words for each in parts[:-1]), f"{parts[-1].words},{decided}{result}"]
    if unseen:
        texts = " and ".join(ast.unparse(each) for each in unseen)
        words.append(f"{texts}   {'was' if len(unseen) == 1 else 'were'} not worked out")
    events = [event for part in parts for event in part.events]
    others = [(e, _first(e)) for e in events if all(e is not each for each, _ in inner.cells)]
    return Reason(words, [*inner.cells, *others])


def _by_its_value(there: WorkedOut, node: ast.IfExp, value: Value, cell: Cell) -> Tested:
    """Which branch ran, where the test is not recorded but one of them alone gives the value."""
    fits = []
    for is_true, part in ((True, node.body), (False, node.orelse)):
        try:
            standing_for(there, part, "", value, cell)
        except Unknown:
            continue
        fits.append(is_true)
    if len(fits) != 1:
        raise Unknown
    return Tested(fits[0], f"{ast.unparse(node.test)} is {fits[0]}")


def _is_true(value: Value) -> bool:
    if value.kind in ("python list", "python tuple"):
        return bool(value.array.size)
    if value.array.size != 1:
        raise Unknown
    return bool(value.array.any())


def _truth(event: Event) -> str:
    """What an event is as a test: "False (s = −0.3)", "0, which counts as False"."""
    value = event.value
    if value.array.ndim:
        return f"not empty, which counts as {_is_true(value)}"
    said = figure(float(value.array), value)
    if value.dtype != "bool":
        return f"{said}, which counts as {_is_true(value)}"
    numbers: dict[str, str] = {}
    for each in event.operands:
        if not each.value.array.ndim:
            numbers[each.place.text] = figure(float(each.value.array), each.value)
    if not 0 < len(numbers) <= _MOST:
        return said
    return f"{said} ({', '.join(f'{text} = {number}' for text, number in numbers.items())})"


def _shortly(part: ast.expr, value: Value, cell: Cell) -> str:
    """A part as it is written, with its number where that is not written itself."""
    text = ast.unparse(part)
    if isinstance(part, Choice) or number_written(part) is not None:
        return text
    number = figure(float(value.array[cell]), value)
    return f"{text} = {number}" if not cell or is_path(part) else text


def _equal(one: float, other: float) -> bool:
    return np.array_equal(one, other, equal_nan=True)


def _first(event: Event) -> Cell:
    return (0,) * event.value.array.ndim
