"""What one example gives to a sum, or a mean, over all of them, where lists hold them till then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.expressions import called
from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.precision import close
from tutor.programs.recorded import Event

_SUMS = ("sum", "mean", "average")


def summed_up(total: Event, batch: Sequence[ComparedPass]) -> Event | None:
    """Return what the first example gave to a total: one place gave the same part of it in each."""
    if called(total.place.text) not in _SUMS:
        return None
    size, whole = total.value.array.size, numbers(total)
    told = [{id(e.place): e for e in _made(each, size)} for each in batch]
    for event in _made(batch[0], size):
        every = [each.get(id(event.place)) for each in told]
        parts = [numbers(each) for each in every if each is not None]
        if len(parts) < len(batch) or any(each.shape != whole.shape for each in parts):
            continue
        added, room = np.sum(parts, axis=0), close() * float(np.abs(whole).max(initial=0.0))
        for times in (1, 1 / len(batch)):
            if float(np.abs(times * added - whole).max(initial=0.0)) <= room > 0:
                return event
    return None


def _made(compared: ComparedPass, size: int) -> Iterator[Event]:
    """The operations of a pass, behind its last layer, that give so many numbers."""
    last = compared.each.products[-1].event.number
    told = (e for e in compared.each.events if e.number > last)
    yield from (e for e in told if e.place.kind == "operation" and e.value.array.size == size)
