"""What a comprehension gathers: which of its turns a cell is from, and what that went through."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.listing import figure
from tutor.programs.recorded import Event
from tutor.programs.values import Value
from tutor.programs.why.choosing import Choice, first_told, number_written, standing_for
from tutor.programs.why.evaluation import Unknown
from tutor.programs.why.worked_out import Cell, Reason, WorkedOut

Gathering = ast.ListComp | ast.GeneratorExp


def gathered(there: WorkedOut, node: Gathering, value: Value, whose: str, cell: Cell) -> Reason:
    """Return in words what a cell of a comprehension is, whose turns were told one by one."""
    text, over, part = ast.unparse(node), [*node.generators], piece(node)
    inner = node.elt
    while isinstance(inner, Gathering):
        over += inner.generators
        inner = inner.elt
    if number_written(part) is not None:
        return Reason([f"{text}   gives {ast.unparse(part)} each time"])
    first, shape = first_told(part), value.array.shape
    number = int(np.ravel_multi_index(cell, shape)) if cell else 0
    if len(there.events_at(first)) != value.array.size:
        raise Unknown
    turn = there.turn(first, number)
    one = Value(value.array[cell], value.kind, ())
    reason = standing_for(turn, part, whose, one, ())
    source = _gone_to(there, over, number)
    names = [*_names(turn, over, part)]
    where = f"here with {', '.join(names)}" if names else ""
    what = "" if isinstance(part, Choice) else f"gives {ast.unparse(part)} each time"
    said = f"{text}   {', '.join(each for each in (what, where) if each)}".rstrip()
    is_itself = bool(source) and isinstance(part, ast.Name)  # p for p in z if p > 0
    return Reason([said, *reason.words], [*([] if is_itself else reason.cells), *source])


def piece(node: Gathering) -> ast.expr:
    """Return what is worked out in each turn, of comprehensions in one another the innermost."""
    inner = node.elt
    return piece(inner) if isinstance(inner, Gathering) else inner


def _gone_to(
    there: WorkedOut, over: Sequence[ast.comprehension], number: int
) -> list[tuple[Event, Cell]]:
    """The number of a list that a turn is about, where the list is told."""
    if len(over) > 1 or len(over[0].ifs) > 1 or not isinstance(over[0].target, ast.Name):
        return []
    source = there.event_at(over[0].iter)
    if source is None or source.value.array.ndim != 1 or source.value.cut:
        return []
    places = [*range(len(source.value.array))]
    if over[0].ifs:
        tests = there.events_at(over[0].ifs[0])
        if len(tests) != len(places):
            return []
        places = [n for n, test in enumerate(tests) if test.value.array.all()]
    return [(source, (places[number],))] if number < len(places) else []


def _names(
    there: WorkedOut,
    over: Sequence[ast.comprehension],
    part: ast.expr,
) -> Iterator[str]:
    """The names that a comprehension goes through, with their numbers in this turn."""
    names = {e.id for one in over for e in ast.walk(one.target) if isinstance(e, ast.Name)}
    for each in ast.walk(part):
        event = there.event_at(each) if isinstance(each, ast.Name) and each.id in names else None
        if event is not None and not event.value.array.ndim:
            names.discard(event.place.text)
            yield f"{event.place.text} = {figure(float(event.value.array), event.value)}"
