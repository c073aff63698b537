"""Weights of two layers that begin with the same random numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from tutor.programs.draws import DRAWS
from tutor.programs.expressions import called, is_product
from tutor.programs.lineage import ancestors, first_makers
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import Value

_FEWEST = 4
"""Fewer numbers may be alike by chance."""
_FIRST = 200
"""Operations of a pass, at most, among which the layers are looked for."""
_FAR = 12


def same_draws(recorded: Recorded) -> Iterator[Noticed]:
    """Layers whose weights are drawn by generators with the same seed."""
    makers, changed = first_makers(recorded), _changed(recorded)
    drawn: list[tuple[Event, Event, Event]] = []
    begun: int | None = None
    for event in recorded.operations:
        if not is_product(event.place.text) or len(event.operands) != 2:
            continue
        for weights, data in (event.operands, event.operands[::-1]):
            made = makers.get(id(weights.value))
            if made is None or id(weights.value) not in changed or not _is_drawn(made):
                continue
            begun = event.number if begun is None else begun
            for other, first, below in drawn:
                is_above = _is_made_of(data, below, makers)
                if other is not made and is_above and _begin_alike(first, weights):
                    one, two = first.place.text, weights.place.text
                    both = f"{one} and {two}" if one != two else "The weights of two layers"
                    said = f"{both} begin with the same random numbers: they have one seed."
                    yield Noticed(made, "same draws", said)
                    return
            drawn.append((made, weights, event))
        if begun is not None and event.number > begun + _FIRST:
            return


def _changed(recorded: Recorded) -> set[int]:
    """What products take at places where they take other numbers later: no data."""
    first: dict[tuple[int, int, tuple[int, ...]], Value] = {}
    found: set[int] = set()
    for event in recorded.operations:
        for at, each in enumerate(event.operands if is_product(event.place.text) else ()):
            place = id(event.place), at, each.value.shape
            before = first.setdefault(place, each.value)
            if before is not each.value:
                found |= {id(before)}
    return found


def _is_drawn(made: Event) -> bool:
    return any(called(each.place.text) in DRAWS for each in (made, *ancestors(made)))


def _is_made_of(data: Event, below: Event, makers: Mapping[int, Event], depth: int = _FAR) -> bool:
    """Whether what a layer takes is made of what another one gave."""
    if data.value is below.value:
        return True
    made = makers.get(id(data.value))
    if made is None or made.number <= below.number or not depth:
        return False
    return any(_is_made_of(each, below, makers, depth - 1) for each in made.operands)


def _begin_alike(one: Event, other: Event) -> bool:
    """Whether the first numbers of one are so many times those of the other."""
    a, b = (np.asarray(each.value.array, dtype=float).ravel() for each in (one, other))
    n = min(len(a), len(b))
    if n < _FEWEST or one.value.cut or other.value.cut or not (a[:n].all() and b[:n].all()):
        return False
    times = b[:n] / a[:n]
    return bool(np.ptp(a[:n]) > 0 and np.allclose(times, times[0], rtol=1e-9, atol=0))
