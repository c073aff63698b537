"""Hidden units that begin alike, and that nothing tells apart, whatever they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import is_product
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.recorded import Event, Recorded

_FAR = 8


def like_units(recorded: Recorded) -> Iterator[Noticed]:
    """Weights that are all equal below weights that take every unit alike: both stay so."""
    makers, parameters = first_makers(recorded), moved_along(recorded).parameters
    for event in recorded.operations:
        if not parameters or not is_product(event.place.text) or len(event.operands) != 2:
            continue
        for at, weights in enumerate(event.operands):
            if not {id(each.value) for each in (weights, *weights.operands)} & parameters:
                continue
            below = event.operands[1 - at]
            is_alike = _is_level(weights, 1 - at) and _is_level(below, at)
            equal = _weights_below(below, makers, parameters) if is_alike else None
            if equal is not None:
                made = makers.get(id(equal.value), equal)
                said = f"All weights of {equal.place.text} are equal, so its units stay alike."
                yield Noticed(made, "equal weights", said)
                return


def _is_level(operand: Event, side: int) -> bool:
    """Whether an operand of a product is the same for all that is added up, and for several."""
    array: NDArray[np.float64] = operand.value.array
    axis = -1 if side else 0
    if array.ndim != 2 or array.shape[axis] < 2:
        return False
    return bool((np.ptp(array, axis=axis) == 0).all())


def _weights_below(event: Event, makers: Mapping[int, Event], parameters: set[int]) -> Event | None:
    """The weights of the layer that gave a value, if they are all equal."""
    waiting, seen = [event], set[int]()
    while waiting and len(seen) < _FAR:
        each = waiting.pop()
        made = each if each.is_operation else makers.get(id(each.value), each)
        if id(made) in seen:
            continue
        seen.add(id(made))
        if not is_product(made.place.text):
            waiting += [e for e in made.operands if e.value.shape == event.value.shape]
            continue
        for weights in made.operands:
            plain = next(
                (e for e in (weights, *weights.operands) if id(e.value) in parameters), None
            )
            if plain is not None and np.ptp(plain.value.array) == 0:
                return plain
    return None
