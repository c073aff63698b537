"""Hidden units that begin alike, and that nothing tells apart, whatever they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from tutor.programs.expressions import is_contraction
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.products import matrices_of
from tutor.programs.recorded import Event, Recorded

_FAR = 8


def like_units(recorded: Recorded) -> Iterator[Noticed]:
    """Weights that are all equal below weights that take every unit alike: both stay so."""
    makers, parameters = first_makers(recorded), moved_along(recorded).parameters
    for event in recorded.operations:
        if not parameters or not is_contraction(event.place.text) or len(event.operands) != 2:
            continue
        for at, weights in enumerate(event.operands):
            if not {id(each.value) for each in (weights, *weights.operands)} & parameters:
                continue
            below = event.operands[1 - at]
            equal = _weights_below(below, makers, parameters) if _takes_all_alike(event) else None
            if equal is not None:
                made = makers.get(id(equal.value), equal)
                said = f"All weights of {equal.place.text} are equal, so its units stay alike."
                yield Noticed(made, "equal weights", said)
                return


def _takes_all_alike(event: Event) -> bool:
    """Whether both operands of a product are the same for all that is added up, for several."""
    if any(each.value.array.ndim != 2 for each in event.operands):
        return False
    pair = matrices_of(event.place.text, *event.operands)
    if pair is None or len(pair[1]) < 2:
        return False
    return all(
        (np.ptp(each, axis=axis) == 0).all() for each, axis in zip(pair, (1, 0), strict=True)
    )


def _weights_below(event: Event, makers: Mapping[int, Event], parameters: set[int]) -> Event | None:
    """The weights of the layer that gave a value, if they are all equal."""
    waiting, seen = [event], set[int]()
    while waiting and len(seen) < _FAR:
        each = waiting.pop()
        made = each if each.is_operation else makers.get(id(each.value), each)
        if id(made) in seen:
            continue
        seen.add(id(made))
        if not is_contraction(made.place.text):
            waiting += [e for e in made.operands if e.value.shape == event.value.shape]
            continue
        for weights in made.operands:
            plain = next(
                (e for e in (weights, *weights.operands) if id(e.value) in parameters), None
            )
            if plain is not None and np.ptp(plain.value.array) == 0:
                return plain
    return None
