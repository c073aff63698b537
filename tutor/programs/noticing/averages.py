"""Arrays that an optimizer carries from step to step: averages, velocities, sums of squares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from tutor.programs.matching import near
from tutor.programs.noticing.sums import NUMBER, WeightedSum, operator, spelled_as, sums_of
from tutor.programs.recorded import Event, Recorded


@dataclass(frozen=True, slots=True, eq=False)
class CarryStep:
    """One step: what becomes of the array that is carried on."""

    event: Event
    old: Event
    """The array that is carried."""
    decay: float
    """How much of the old array is kept."""
    power: int
    """What is added: an array as it is (1), squared (2), something else (0), or nothing (0)."""
    weight: float
    """How many times it is added."""
    taken: Event | None
    """What is added, or squared and added."""

    @property
    def from_zeros(self) -> bool:
        """Whether the old array is zeros, of which any part is as much."""
        return not self.old.value.array.any()


@dataclass(eq=False)
class Carried:
    """An array that is carried on, with all its steps that were recorded."""

    begin: Event
    """What first gave it."""
    made_of: set[int]
    """The identities of the arrays that this took."""
    values: set[int] = field(default_factory=set)
    """Those of all that it was."""
    steps: list[CarryStep] = field(default_factory=list)

    @cached_property
    def decay(self) -> float | None:
        """How much is kept in each step, where it is always as much."""
        decays = [each.decay for each in self.steps if not each.from_zeros]
        decays = decays or [each.decay for each in self.steps]
        is_one = all(near(each, decays[0], 1e-9) for each in decays)
        return round(decays[0], 12) or None if is_one else None

    @property
    def power(self) -> int:
        """What all its steps add, 0 where they differ."""
        powers = {each.power for each in self.steps}
        return powers.pop() if len(powers) == 1 else 0

    @cached_property
    def taken(self) -> set[int]:
        """The identities of all that was added to it."""
        added = {id(each.taken.value) for each in self.steps if each.taken is not None}
        return added | self.made_of

    @property
    def event(self) -> Event:
        """Its first step."""
        return self.steps[0].event

    @property
    def name(self) -> str:
        return self.event.name or self.event.place.text

    @property
    def is_average(self) -> bool:
        """Whether it keeps a part of what it was."""
        return self.decay is not None and 0 < self.decay < 1

    @property
    def gathers_squares(self) -> bool:
        """Whether it is a sum or an average of squares."""
        return self.power == 2 and self.decay is not None and 0 < self.decay <= 1


@lru_cache(maxsize=4)
def carried(recorded: Recorded) -> Sequence[Carried]:
    """Return the arrays that are carried from one step at a place to the next."""
    sums = sums_of(recorded)
    parts = {
        id(operand)
        for event in recorded.operations
        if operator(event)
        for operand in event.operands
        if operand.line == event.line
    }
    written = {id(each.operands[1]): each for each in recorded.operations if _is_written_over(each)}
    by_value: dict[tuple[int, int], Carried] = {}
    found: list[Carried] = []
    for event in recorded.operations:
        is_sum = event.value.is_array and operator(event) in ("Add", "Sub")
        if not is_sum or id(event) in parts:
            continue
        place = id(event.place)
        told = sums.of(event)
        event = written.get(id(event), event)
        own = (by_value.get((place, id(each.value))) for each in told.arrays.values())
        chain = next(filter(None, own), None)
        if chain is None:
            chain = Carried(event, {*told.arrays})
            found.append(chain)
        if step := _step(event, told, chain):
            chain.steps.append(step)
        chain.values.add(id(event.value))
        by_value[place, id(event.value)] = chain
    return [each for each in found if each.steps]


def _is_written_over(event: Event) -> bool:
    """Whether another array takes the place of all its numbers: m[:] = beta * m + ..."""
    is_change = event.place.kind == "change" and len(event.operands) == 2
    return is_change and re.match(r"[\w.]+\[(?::|\.\.\.)\] = ", event.place.text) is not None


def _step(event: Event, told: WeightedSum, chain: Carried) -> CarryStep | None:
    """What an operation keeps of the array that is carried, and what it adds."""
    olds = (
        each
        for at, each in told.arrays.items()
        if at in chain.values or spelled_as(each, event.name)
    )
    old = next(olds, None)
    if old is None or (id(old.value),) not in told.times:
        return None
    decay = told.times[id(old.value),]
    others = {k: n for k, n in told.times.items() if k not in ((id(old.value),), NUMBER)}
    if len(others) != 1:
        return CarryStep(event, old, decay, 0, 0.0, None)
    (key, weight), taken = next(iter(others.items())), None
    if len(set(key)) == 1 and len(key) <= 2:
        taken = told.arrays[key[0]]
    return CarryStep(event, old, decay, len(key) if taken is not None else 0, weight, taken)
