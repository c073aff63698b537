"""Which units of hidden layers a program drops by lot: a mask that the engine takes over then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tutor.programs.draws import DRAWS
from tutor.programs.expressions import called, is_contraction
from tutor.programs.lineage import first_makers
from tutor.programs.matching import oriented
from tutor.programs.passes import Pass
from tutor.programs.recorded import Event, Recorded
from tutor.programs.reference import Reference, activated

Array = NDArray[np.float64]
_ROUNDED = 1e-5
_FAR = 12
"""How many operations are gone back over from a layer's input to the lot that was drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class DroppedUnits:
    """The masks of a pass by their layers, and what was drawn for them."""

    masks: Mapping[int, Array] = field(default_factory=dict)
    draws: Sequence[Event] = ()


def dropped_units(recorded: Recorded, each: Pass, reference: Reference) -> DroppedUnits:
    """Return by which masks layers give their activations on, where these were drawn by lot."""
    masks: dict[int, Array] = {}
    draws: list[Event] = []
    for layer, taker in enumerate(each.products[1:], 1):
        product, bias = each.products[layer - 1], each.biases[layer - 1]
        A = activated(reference.activation, product.alone @ product.below + bias)
        mask = _mask(A, taker.below)
        behind = [] if mask is None else [*_behind(recorded, taker.data, A.size)]
        drawn = [event for event in behind if called(event.place.text) in DRAWS]
        if mask is not None and drawn:
            told = (_whole(mask, A, event) for event in behind)
            masks[layer] = next((one for one in told if one is not None), mask)
            draws += drawn
    return DroppedUnits(masks, draws)


def _mask(A: Array, given: Array) -> Array | None:
    """What is 0 for some units and one number for all others; None where nothing is dropped."""
    if A.shape != given.shape or not given.any():
        return None
    at, room = int(np.abs(given).argmax()), _ROUNDED * float(np.abs(A).max())
    with np.errstate(all="ignore"):
        kept = float(given.ravel()[at] / A.ravel()[at])
    dropped = (given == 0) & (np.abs(A) > room)
    if not dropped.any() or not 0 < kept < np.inf:
        return None
    mask = np.where(dropped, 0.0, kept)
    with np.errstate(all="ignore"):
        is_masked = np.abs(given - mask * A).max() <= room * max(kept, 1)
    return mask if is_masked else None


def _whole(mask: Array, A: Array, event: Event) -> Array | None:
    """The mask as the program has it, also where the units are off by themselves."""
    for value in oriented(np.asarray(event.value.array, dtype=float), A):
        kept = value[value != 0]
        is_mask = bool(kept.size) and kept.size < value.size and bool((kept == kept[0]).all())
        is_small = np.abs(A) <= _ROUNDED * float(np.abs(A).max())
        if is_mask and (((value != 0) == (mask != 0)) | is_small).all():
            whole: Array = (value != 0) * mask.max()
            return whole
    return None


def _behind(recorded: Recorded, data: Event, size: int) -> Iterator[Event]:
    """Yield what an array was made with, number by number."""
    makers = first_makers(recorded)
    waiting, seen = [data], set[int]()
    while waiting and len(seen) < _FAR:
        event = waiting.pop()
        made = makers.get(id(event.value), event)
        made = made if made.number <= event.number else event
        if id(made) in seen or made.value.array.size != size:
            continue
        seen.add(id(made))
        yield made
        if not is_contraction(made.place.text):
            waiting += made.operands
