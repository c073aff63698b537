"""Where one stood, in another run of a program that was changed meanwhile."""

from __future__ import annotations

from tutor.programs.moves import WalkPlace
from tutor.programs.recorded import Event, Recorded


def same_place(recorded: Recorded, before: WalkPlace) -> WalkPlace | None:
    """Return the operation most like the one that one stood at, in the same iterations.

    None where another part of the run was kept, or nothing is like it.
    """
    if recorded.start != before.recorded.start:
        return None
    old, turns = before.operation, _turns(before.recorded, before.operation.node)
    like = [n for n, each in enumerate(recorded.operations) if _alike(each, old)]
    like = [n for n in like if _turns(recorded, recorded.operations[n].node) == turns]
    if not like:
        return None
    best = max(
        like, key=lambda n: (*_ranks(recorded.operations[n], old), -abs(n - before.position))
    )
    return WalkPlace(recorded, best, before.cell).at(best)


def _alike(event: Event, old: Event) -> bool:
    return event.line == old.line or event.place.text == old.place.text


def _ranks(event: Event, old: Event) -> tuple[bool, bool, bool]:
    return (
        event.name == old.name and event.name is not None,
        event.place.text == old.place.text,
        event.line == old.line,
    )


def _turns(recorded: Recorded, node: int) -> list[int]:
    return [turn for n in recorded.path(node) if (turn := recorded.nodes[n].turn) is not None]
