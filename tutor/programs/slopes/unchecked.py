"""The parameters of an iteration whose gradients were not checked, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.programs.recorded import Event, Recorded
from tutor.programs.slopes.pairs import Iteration
from tutor.programs.slopes.parameters import SlopePair
from tutor.programs.slopes.stepped import steps

WHOLE = "holds whole numbers, which cannot be nudged"
CUT = "is too large to be kept whole"
OTHER_SIZE = "has the shape {shape}, and is stepped by {step}"
NO_GRADIENT = "is stepped by what is no gradient that was found"
NOT_COME_TO = "was not come to in time"


@dataclass(frozen=True, slots=True, eq=False)
class Unchecked:
    """A parameter that is stepped, or whose gradient is named, and was not nudged."""

    name: str
    step: Event
    why: str
    is_wrong: bool
    """Whether what it is stepped by has another shape."""


def unchecked(
    recorded: Recorded, iteration: Iteration, checked: Sequence[SlopePair]
) -> Iterator[Unchecked]:
    """Yield each parameter that is stepped in the iteration, or may be nudged, and was not."""
    known = {id(each.parameter.value) for each in checked}
    known |= {id(look.value) for each in checked for look in each.looks}
    texts = {look.place.text for each in checked for look in each.looks if not look.value.is_array}
    meant = {id(each.parameter.value): each for each in iteration.pairs}
    for old, step, _ in steps(recorded, iteration):
        if id(old.value) not in known and (old.value.is_array or old.place.text not in texts):
            known.add(id(old.value))
            is_other = step.value.array.size != old.value.array.size
            why = _why(old, step, meant.get(id(old.value)))
            yield Unchecked(old.place.text, step, why, is_other and not old.value.cut)


def _why(old: Event, step: Event, pair: SlopePair | None) -> str:
    value = old.value
    if value.cut:
        return CUT
    if value.is_array and not value.dtype.startswith("float"):
        return WHOLE
    if step.value.array.size != value.array.size:
        return OTHER_SIZE.format(step=step.value.shape, shape=value.shape)
    return NO_GRADIENT if pair is None or pair.is_guess else NOT_COME_TO
