"""Which of the arrays that are carried on a value is made of, and by how many roots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.expressions import called, parsed, sign
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.averages import Carried
from tutor.programs.noticing.sums import number_of, operand_of, operator, two_sides
from tutor.programs.recorded import Event, Recorded

_LIKE = ("maximum", "fmax", "clip", "copy", "asarray", "reshape", "nan_to_num")
"""Calls that give what they take, or nearly so."""
_FAR = 24


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """What a value leads back to."""

    event: Event
    carried: Carried | None
    """None for an array that is no carried one."""
    roots: int


class Roots:
    """Follows values back through numbers that they are multiplied by, roots and names."""

    def __init__(self, recorded: Recorded, carried: Sequence[Carried]) -> None:
        self._makers = first_makers(recorded)
        self._carried = {at: each for each in carried for at in each.values}
        self._taken = {at for each in carried for at in each.taken}

    def behind(self, event: Event) -> list[Reached]:
        """Return what a value is made of, number by number."""
        return [*self._behind(event, 0, _FAR, set())]

    def _behind(self, event: Event, roots: int, far: int, seen: set[int]) -> Iterator[Reached]:
        made = self._makers.get(id(event.value), event)
        if not event.value.array.ndim or id(made) in seen or not far:
            return
        seen.add(id(made))
        carried = self._carried.get(id(event.value))
        wide = [each for each in made.operands if each.value.array.ndim]
        is_end = carried is not None or id(event.value) in self._taken
        if is_end or not made.is_operation or made.number > event.number:
            yield Reached(event, carried, roots)
        elif called(made.place.text) == "sqrt":
            yield from self._all(wide, roots + 1, far, seen)
        elif (power := exponent(made)) is not None:
            if power == 0.5:
                yield from self._all(wide, roots + 1, far, seen)
        elif operator(made) in ("Add", "Sub", "Mult") or called(made.place.text) in _LIKE:
            yield from self._all(wide, roots, far, seen)
        elif operator(made) == "Div":
            yield from self._all([e for e in wide if e is not divisor(made)], roots, far, seen)
        else:
            yield Reached(made, None, roots)

    def _all(
        self, events: Sequence[Event], roots: int, far: int, seen: set[int]
    ) -> Iterator[Reached]:
        for each in events:
            yield from self._behind(each, roots, far - 1, seen)


def exponent(event: Event) -> float | None:
    """Return what an operation raises to, None where it raises nothing."""
    sides = two_sides(parsed(event.place.text)) if sign(event.place.text) == "Pow" else None
    return None if sides is None else number_of(sides[1], event)


def divisor(event: Event) -> Event | None:
    """Return what an operation divides by, None where that is a number in the text."""
    if operator(event) != "Div":
        return None
    if event.place.kind == "change":
        return event.operands[-1] if len(event.operands) > 1 else None
    sides = two_sides(parsed(event.place.text))
    return None if sides is None else operand_of(sides[1], event)


@lru_cache(maxsize=4)
def takers(recorded: Recorded) -> Mapping[int, Sequence[Event]]:
    """Return the operations that take each array, by the identity of its value."""
    found: dict[int, list[Event]] = {}
    for event in recorded.operations:
        for each in event.operands:
            if each.value.array.ndim:
                found.setdefault(id(each.value), []).append(event)
    return found


def is_rooted_later(event: Event, taken_by: Mapping[int, Sequence[Event]]) -> bool:
    """Return whether a root, or another power, is taken of what is made of a value."""
    waiting, seen = [event], set[int]()
    while waiting and len(seen) < _FAR:
        each = waiting.pop()
        for taker in taken_by.get(id(each.value), ()):
            text = taker.place.text
            if called(text) in ("sqrt", "cbrt", "power", "float_power") or sign(text) == "Pow":
                return True
            is_step = taker.place.kind == "change" or sign(text) in ("Add", "Sub")
            if id(taker) not in seen and not is_step:
                seen.add(id(taker))
                waiting.append(taker)
    return False
