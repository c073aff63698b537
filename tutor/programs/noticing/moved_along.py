"""What the parameters of a network are moved along."""

from __future__ import annotations

from collections import deque
from collections.abc import Container
from functools import lru_cache

from tutor.programs.expressions import is_contraction
from tutor.programs.noticing.averages import Carried, carried
from tutor.programs.noticing.roots import takers
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event, Recorded

_FAR = 24
"""Operations that an array is followed through."""


@lru_cache(maxsize=4)
def moved_along(recorded: Recorded) -> MovedAlong:
    """Return what the parameters of a run are moved along."""
    return MovedAlong(recorded)


class MovedAlong:
    """Tells whether a parameter takes its step by way of an array."""

    def __init__(self, recorded: Recorded) -> None:
        self._used = _parameters(recorded)
        chains = [each for each in carried(recorded) if each.values & self._used]
        self._moved = {at: each for each in chains for at in each.values}
        olds = {id(step.old.value) for each in chains for step in each.steps}
        self.parameters = self._moved.keys() | olds
        """By the identity of their values, all that parameters were."""
        self._taken_by = takers(recorded)

    def by(self, event: Event, beside: Container[int] = ()) -> bool:
        """Return whether it is so, also by way of averages; arrays `beside` are none of them."""
        return self.parameter(event, beside) is not None

    def parameter(self, event: Event, beside: Container[int] = ()) -> Carried | None:
        """Return the parameter that takes its step by way of an array."""
        waiting, seen = deque(self._taken_by.get(id(event.value), ())), set[int]()
        while waiting and len(seen) < _FAR:
            each = waiting.popleft()  # the nearest first: an average goes on for ever
            is_like = each.value.shape == event.value.shape
            if id(each) in seen or id(each.value) in beside or not is_like:
                continue
            if id(each.value) in self._moved:
                return self._moved[id(each.value)]
            seen.add(id(each))
            waiting += self._taken_by.get(id(each.value), ())
        return None

    def is_parameter(self, chain: Carried) -> bool:
        """Return whether what is carried on is a parameter itself."""
        return not chain.values.isdisjoint(self._moved)

    def is_step(self, event: Event) -> bool:
        """Return whether an operation gives a parameter anew."""
        return id(event.value) in self._moved

    def is_used(self, event: Event) -> bool:
        """Return whether a product takes it, or it is added to one, as parameters are."""
        return id(event.value) in self._used

    def is_part(self, event: Event) -> bool:
        """Return whether an array, or a multiple of it, is added to one that is no parameter."""
        waiting, seen = [event], set[int]()
        while waiting and len(seen) < _FAR:
            here = waiting.pop()
            for each in self._taken_by.get(id(here.value), ()):
                others = [e.value for e in each.operands if e.value is not here.value]
                wide = [value for value in others if value.array.ndim]
                if operator(each) in ("Add", "Sub") and wide:
                    if not any(id(value) in self._moved for value in (*wide, each.value)):
                        return True
                elif operator(each) in ("Mult", "Div") and not wide and id(each) not in seen:
                    seen.add(id(each))
                    waiting.append(each)
        return False


def _parameters(recorded: Recorded) -> set[int]:
    """What products take, and what is added to products, by the identity of the values."""
    products, found = set[int](), set[int]()
    for event in recorded.operations:
        is_product = is_contraction(event.place.text)
        if is_product:
            products.add(id(event.value))
        if is_product or operator(event) == "Add":
            is_biased = any(id(each.value) in products for each in event.operands)
            for each in event.operands if is_product or is_biased else ():
                found.add(id(each.value))
                if each.place.text.endswith(".T") and each.operands:
                    found.add(id(each.operands[0].value))
    return found
