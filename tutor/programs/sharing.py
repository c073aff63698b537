"""Which names of a program stand for the same memory: views, and two names of one array."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

import numpy as np

from tutor.programs.changes import changed_cells
from tutor.programs.expressions import parsed, respelled
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import Value

_VIEW = re.compile(r"(?P<of>[A-Za-z_][\w.]*)\.(?:T|(?:reshape|ravel|view|transpose)\(.*\))")


def sharers(recorded: Recorded, change: Event) -> Sequence[str]:
    """Return the other names, in all calls under way, of what an operation changes in place."""
    here = recorded.frame(change.node)
    frames = {0, *filter(recorded.is_call, recorded.path(change.node))}
    held: dict[tuple[int, str], Event | None] = {}
    is_past = False
    for event in recorded.events:
        frame, is_read = recorded.frame(event.node), event.place.kind == "read"
        name = respelled(event.place.text) if is_read else event.name
        if name and frame in frames:
            if not is_past:
                held[frame, name] = event
            else:  # what a name stands for may be told later alone: params["W"]
                held.setdefault((frame, name), event if is_read else None)
        is_past = is_past or event is change
    return [
        name if frame == here else f"{name} {_whose(recorded, frame)}"
        for (frame, name), event in held.items()
        if event and not (frame == here and _is_part(name, change.name or ""))
        if _overlap(event.value, change.value) and _sees(event.value, change)
    ]


def _is_part(name: str, whole: str) -> bool:
    return name == whole or name.startswith(f"{whole}[")


def _whose(recorded: Recorded, frame: int) -> str:
    site = recorded.nodes[frame].site
    return f"in {site.name}" if site else "of the program"


def _overlap(one: Value, other: Value) -> bool:
    return max(one.memory[0], other.memory[0]) < min(one.memory[1], other.memory[1])


def _sees(value: Value, change: Event) -> bool:
    """Whether a cell that was changed is one of a value's."""
    changed = changed_cells(change)
    if changed is None or value.cut:
        return True
    at = change.value.addresses[changed]
    return bool(np.isin(at, value.addresses, assume_unique=True).any())


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
