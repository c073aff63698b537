"""Which names of a program stand for the same memory: views, and two names of one array."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from tutor.programs.expressions import parsed
from tutor.programs.recorded import Event, Recorded

_VIEW = re.compile(r"(?P<of>[A-Za-z_][\w.]*)\.(?:T|(?:reshape|ravel|view|transpose)\(.*\))")


def sharers(recorded: Recorded, change: Event) -> Sequence[str]:
    """Return the other names, in the same call, of what an operation changes in place."""
    frame = recorded.frame(change.node)
    memory: dict[str, str] = {}
    last: Event | None = None
    for count, event in enumerate(recorded.events):
        if event.number > change.number:
            break
        if recorded.frame(event.node) != frame:
            continue
        name = event.name
        if name and event.place.kind in ("operation", "bound"):
            source = memory_source(event, last)
            whose = memory.get(source, source) if source else name
            if not source or source != name:
                memory = {k: f"{v} before {count}" if v == name else v for k, v in memory.items()}
                memory[name] = whose
        elif event.place.kind == "read":
            last = event
    here = memory.get(change.name or "", change.name)
    return [name for name, whose in memory.items() if whose == here and name != change.name]


def memory_source(event: Event, read: Event | None) -> str | None:
    """Return the name whose memory a new name shares; `read` is what was looked up last."""
    if event.place.kind == "bound":
        same = read is not None and read.value is event.value and event.value.is_array
        return read.place.text if read and same else None
    found = _VIEW.fullmatch(event.place.text)
    of = found["of"] if found else sliced(event.place.text)
    taken = event.operands[0] if event.operands else None
    return of if taken and taken.place.text == of and event.value.is_array else None


def sliced(text: str) -> str | None:
    """Return the name in X[:4], X[0] and X[:, 1], which are views; X[rows] is a copy."""
    node = parsed(text)
    if not isinstance(node, ast.Subscript):
        return None
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    plain = all(isinstance(part, ast.Slice | ast.Constant) for part in parts)
    return ast.unparse(node.value) if plain else None
