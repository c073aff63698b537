"""What gave a value, where it was looked up by a name or handed on."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from tutor.programs.expressions import parsed
from tutor.programs.lineage import equal_values
from tutor.programs.recorded import Event, Recorded


def gave(recorded: Recorded, event: Event) -> Event | None:
    """Return the operation that first gave a value, or bound a name to it; None if none did.

    An unchanged array is kept once alone; a number is looked for by the name that it has.
    """
    before = [e for e in recorded.operations if e.number <= event.number and e is not event]
    same = [e for e in before if e.value is event.value]
    if same or event.value.is_array:
        made = (e for e in same if e.place.kind != "bound")
        return next(made, next(iter(same), None))
    name = event.name or event.place.text
    frames = recorded.frame(event.node), 0
    named = [e for e in reversed(before) if e.name == name and equal_values(e, event)]
    found = next((e for e in named if recorded.frame(e.node) in frames), None)
    if "." in name:  # self.b, which another call of the object was given
        return found or next((e for e in named if _is_same(e, event)), None)
    return found or (_passed(recorded, event, before) if _is_argument(recorded, event) else None)


def _is_argument(recorded: Recorded, event: Event) -> bool:
    """Whether a name is one of those that the call it is looked up in was given."""
    site = recorded.nodes[recorded.frame(event.node)].site
    call = parsed(site.text) if site else None
    return isinstance(call, ast.Call) and event.place.text in map(ast.unparse, call.args)


def _passed(recorded: Recorded, event: Event, before: Sequence[Event]) -> Event | None:
    """What gave the number that a call was handed: the last before it, of those with a value."""
    begun = recorded.nodes[recorded.frame(event.node)].first
    told = (e for e in reversed(before) if e.number < begun and _is_same(e, event))
    same = [e for e in told if equal_values(e, event)]
    return next((e for e in same if e.place.kind != "bound"), next(iter(same), None))


def _is_same(one: Event, other: Event) -> bool:
    """Whether two fractions are one object, which was handed on: to an argument of a function."""
    return one.value.memory == other.value.memory != (0, 0)
