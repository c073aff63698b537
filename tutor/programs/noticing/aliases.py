"""A change of one array that shows in another of which it is a view, or the same."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import statement
from tutor.programs.naming import meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.unchanged_results import is_the_same
from tutor.programs.recorded import Event, Recorded
from tutor.programs.sharing import memory_source, sliced
from tutor.programs.values import Value

KINDS = ("Z", "A", "dZ", "dA", "out", "Y")
"""What is not meant to change once it was computed; parameters are meant to."""


@dataclass(slots=True, eq=False)
class _Alias:
    """A name for the memory of another, and what is there before it is changed by this one."""

    source: str
    before: Value
    """Of the source."""
    is_part: bool
    written: str
    """How the source, or the part of it, is written."""
    changes: list[Event] = field(default_factory=list)


def changed_views(recorded: Recorded) -> Iterator[Noticed]:
    """A value that is looked up after it was changed under another name, and would differ."""
    aliases: dict[tuple[int, str], _Alias] = {}
    changed: dict[tuple[int, str], _Alias] = {}
    looked: dict[int, Event] = {}
    takers = _takers(recorded)
    parts = {id(e.operands[0]) for e in recorded.operations if e.operands and sliced(e.place.text)}
    for event in recorded.events:
        node, name = recorded.frame(event.node), event.name
        if event.place.kind == "change" and name and (node, name) in aliases:
            alias = aliases[node, name]
            if not (alias.is_part and _is_filled_in(alias, event)):
                alias.changes.append(event)
                changed[node, alias.source] = alias
        elif name and event.place.kind in ("operation", "bound"):
            changed.pop((node, name), None)
            aliases.pop((node, name), None)
            read = looked.get(node)
            source = memory_source(event, read)
            if source and source != name:
                whole = event.operands[0] if event.operands else event
                is_part = sliced(event.place.text) is not None
                written = source if event.place.kind == "bound" else event.place.text
                aliases[node, name] = _Alias(source, whole.value, is_part, written)
        elif event.place.kind == "read":
            looked[node] = event
            found = changed.get((node, event.place.text))
            if found is None or id(event) in parts or not _is_fixed(event.place.text):
                continue  # a part may be left as it was
            change = found.changes[0]
            if not _is_where(event.value, found.before):
                continue  # a loop has given the name to another array
            if change.line != event.line and _shows(event, found, takers, recorded):
                said = (
                    f"{event.place.text} is changed by this, too: {change.name} is the same array "
                    f"or a view of it. Take a copy: {change.name} = {found.written}.copy()."
                )
                yield Noticed(change, "view changed in place", said)


def _is_fixed(name: str) -> bool:
    meant = meaning(name)
    return (meant is not None and meant.kind in KINDS) or name.lower().startswith(("x", "data"))


def _is_where(value: Value, other: Value) -> bool:
    """Whether two values share memory, as far as it is known where they are."""
    (begin, end), (start, stop) = value.memory, other.memory
    return not (end and stop) or (begin < stop and start < end)


def _takers(recorded: Recorded) -> Mapping[int, Sequence[Event]]:
    """The operations that take a value that was told, by its identity."""
    found: dict[int, list[Event]] = defaultdict(list)
    for event in recorded.operations:
        for operand in event.operands:
            found[id(operand)].append(event)
    return found


def _is_filled_in(alias: _Alias, change: Event) -> bool:
    """Whether a view is a way to write to its source: blank before or after, or all set anew."""
    if any(_is_blank(each.array) for each in (alias.before, change.value)):
        return True
    match statement(change.place.text):
        case ast.Assign(
            targets=[ast.Subscript(value=target, slice=ast.Slice(None, None, None) as all_of_it)],
            value=value,
        ):
            is_whole = all_of_it is not None
        case ast.Assign(
            targets=[ast.Subscript(value=target, slice=ast.Constant(value=dots))], value=value
        ):
            is_whole = dots is ...
        case _:
            return False
    own = ast.unparse(target)
    is_own = any(ast.unparse(e) == own for e in ast.walk(value) if isinstance(e, ast.expr))
    return is_whole and not is_own


def _is_blank(array: NDArray[Any]) -> bool:
    return not array.size or bool((array == array.flat[0]).all())


def _shows(
    read: Event, alias: _Alias, takers: Mapping[int, Sequence[Event]], recorded: Recorded
) -> bool:
    """Whether something is made of a changed value that would not be made of the one before."""
    before = np.asarray(alias.before.array)
    if before.shape != read.value.array.shape or read.value.cut:
        return True
    return any(
        not is_the_same(each, read, before) and not _is_alike_within(each, read, before, recorded)
        for each in takers.get(id(read), ())
    ) or not takers.get(id(read))


def _is_alike_within(call: Event, read: Event, before: object, recorded: Recorded) -> bool:
    """Whether all that a function of the program makes of a value would be the same."""
    begun = max((operand.number for operand in call.operands), default=0)
    calls = [
        node
        for node in recorded.below[call.node]
        if recorded.is_call(node) and begun <= recorded.nodes[node].first <= call.number
    ]
    if not calls:
        return False
    inside = recorded.within(calls[-1])
    taking = [
        (event, operand)
        for event in recorded.operations
        if event.node in inside
        for operand in event.operands
        if operand.value is read.value and not operand.is_operation
    ]
    given = np.asarray(before)
    return bool(taking) and all(is_the_same(event, operand, given) for event, operand in taking)
