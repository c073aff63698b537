"""A change of one array that shows in another of which it is a view, or the same."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.programs.naming import meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.sharing import memory_source, sliced

KINDS = ("Z", "A", "dZ", "dA", "out", "Y")
"""What is not meant to change once it was computed; parameters are meant to."""


def changed_views(recorded: Recorded) -> Iterator[Noticed]:
    """A value that is looked up after it was changed under another name."""
    aliases: dict[tuple[int, str], str] = {}
    changed: dict[tuple[int, str], Event] = {}
    looked: dict[int, Event] = {}
    parts = {id(e.operands[0]) for e in recorded.operations if e.operands and sliced(e.place.text)}
    for event in recorded.events:
        node, name = recorded.frame(event.node), event.name
        if event.place.kind == "change" and name and (node, name) in aliases:
            changed[node, aliases[node, name]] = event
        elif name and event.place.kind in ("operation", "bound"):
            changed.pop((node, name), None)
            aliases.pop((node, name), None)
            source = memory_source(event, looked.get(node))
            if source and source != name:
                aliases[node, name] = source
        elif event.place.kind == "read":
            looked[node] = event
            change = changed.get((node, event.place.text))
            is_whole = id(event) not in parts  # else it may be a part that was left as it was
            if change and is_whole and _is_fixed(event.place.text) and change.line != event.line:
                said = (
                    f"{event.place.text} is changed by this, too: {change.name} is the same array "
                    f"or a view of it. Take a copy: {change.name} = {event.place.text}.copy()."
                )
                yield Noticed(change, "view changed in place", said)


def _is_fixed(name: str) -> bool:
    meant = meaning(name)
    return (meant is not None and meant.kind in KINDS) or name.lower().startswith(("x", "data"))
