"""A first difference from the engine that only comes of something that was noticed before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.programs.judging.gradient_factors import OF_ALL
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.behind import behind
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.weights import AS_IT_IS
from tutor.programs.partings import Parting
from tutor.programs.recorded import Recorded

_BY_VALUE = ("accidental square",)
"""What makes all that is made of it another."""
_UNMOVED = ("never changed", "unused gradient")
"""Why a parameter is not moved."""


def cause_of(
    first: Parting | None, found: Sequence[Noticed], recorded: Recorded
) -> tuple[Parting | None, Sequence[Noticed]]:
    """Return a first difference where its cause is, and what is noticed besides.

    A square goes into what is made of it; a bias that is never moved is told where its step is
    lost, not where it might have been, or where it is only looked up.
    """
    if first is None:
        return None, found
    if first.message.startswith(OF_ALL):  # said of one of them alone, it is not all
        found = [each for each in found if each.kind != "mean never taken"]
    told, makers = first.event, first_makers(recorded)
    same = (e for e in recorded.operations if e.number == told.number and e.place is told.place)
    behind_it = {id(e.place) for e in behind(next(same, told), makers)} - {id(told.place)}
    for each in found:
        is_behind = each.kind in _BY_VALUE and id(each.event.place) in behind_it
        is_lost = each.kind in _UNMOVED and "is never moved" in first.message
        if is_lost and each.message.endswith(AS_IT_IS):
            return first, [other for other in found if other is not each]
        if is_behind or is_lost:
            rest = [other for other in found if other is not each]
            return replace(first, event=each.event, message=each.message, value=None), rest
    return first, found
