"""A change of one array that shows in another of which it is a view, or the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tutor.programs.expressions import parsed
from tutor.programs.naming import meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded

KINDS = ("Z", "A", "dZ", "dA", "out", "Y")
"""What is not meant to change once it was computed; parameters are meant to."""
_VIEW = re.compile(r"(?P<of>[A-Za-z_][\w.]*)\.(?:T|(?:reshape|ravel|view|transpose)\(.*\))")


def changed_views(recorded: Recorded) -> Iterator[Noticed]:
    """A value that is looked up after it was changed under another name."""
    aliases: dict[tuple[int, str], str] = {}
    changed: dict[tuple[int, str], Event] = {}
    bound: dict[int, tuple[str, Event]] = {}
    parts = {id(e.operands[0]) for e in recorded.operations if e.operands and _sliced(e.place.text)}
    for event in recorded.events:
        node, name = event.node, event.name
        if event.place.kind == "change" and name and (node, name) in aliases:
            changed[node, aliases[node, name]] = event
        elif name and event.place.kind in ("operation", "bound"):
            changed.pop((node, name), None)
            aliases.pop((node, name), None)
            source = _source(event, bound.get(node))
            if source and source != name:
                aliases[node, name] = source
        elif event.place.kind == "read":
            bound[node] = event.place.text, event
            change = changed.get((node, event.place.text))
            is_whole = id(event) not in parts  # else it may be a part that was left as it was
            if change and is_whole and _is_fixed(event.place.text) and change.line != event.line:
                said = (
                    f"{event.place.text} is changed by this, too: {change.name} is the same array "
                    f"or a view of it. Take a copy: {change.name} = {event.place.text}.copy()."
                )
                yield Noticed(change, "view changed in place", said)


def _source(event: Event, read: tuple[str, Event] | None) -> str | None:
    """The name whose memory a new name shares."""
    if event.place.kind == "bound":
        same = read is not None and read[1].value is event.value and event.value.is_array
        return read[0] if read and same else None
    found = _VIEW.fullmatch(event.place.text)
    of = found["of"] if found else _sliced(event.place.text)
    taken = event.operands[0] if event.operands else None
    return of if taken and taken.place.text == of and event.value.is_array else None


def _sliced(text: str) -> str | None:
    """The name in X[:4] and X[:, 1], which are views; X[rows] is a copy."""
    node = parsed(text)
    if not isinstance(node, ast.Subscript):
        return None
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    slices = [isinstance(part, ast.Slice) for part in parts]
    plain = all(isinstance(part, ast.Slice | ast.Constant) for part in parts)
    return ast.unparse(node.value) if any(slices) and plain else None


def _is_fixed(name: str) -> bool:
    meant = meaning(name)
    return (meant is not None and meant.kind in KINDS) or name.lower().startswith(("x", "data"))
