"""What made a value of one pass: past names, copies and calls, and into what is behind it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property

from tutor.programs.expressions import adds, called, parsed
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.statements import (
    adds_up,
    expression,
    is_running_sum,
    only_moves,
    same_number,
)
from tutor.programs.lineage import equal_values, first_makers, returned
from tutor.programs.matching import close_array, is_multiple
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event

_OF_A_SIZE = ("zeros_like", "ones_like", "empty_like", "full_like")
"""What takes of an array its size alone."""
_FAR = 16
"""How many names, copies and calls a value is followed through."""


class MakersOfPass:
    """Knows the operations behind the values of one pass."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared = compared
        self._makers = first_makers(compared.recorded)
        self._cut = compared.cut

    @cached_property
    def _inside(self) -> set[int]:
        return {id(event) for event in (*self._compared.before, *self._compared.each.events)}

    def source(self, event: Event) -> Event:
        """Return the operation that gave a value, past names, copies and turns.

        An event that no operation of the run gave is returned itself.
        """
        for _ in range(_FAR):
            value = id(event.value)
            first = self._makers.get(value) or self._cut.get(value, event)
            if first is not event and first.number <= event.number:
                made = first
            elif only_moves(event):
                made = event.operands[0]
            else:
                made = returned(self._compared.recorded, event) or self._number(event)
            if made is event:
                break
            event = made
        return event

    def maker_of(self, event: Event) -> Event | None:
        """Return the operation that first gave this very array, be it a copy of another."""
        return self._makers.get(id(event.value))

    def is_inside(self, event: Event) -> bool:
        """Whether it is told in this pass."""
        return id(event) in self._inside or self._cut.get(id(event.value)) is event

    def _number(self, event: Event) -> Event:
        """The operation that gave a number: by its name, else by all its digits.

        Numbers are told anew at every look.
        """
        if event.value.is_array:
            return event
        is_looked_up = isinstance(parsed(event.place.text), ast.Subscript)
        if event.place.kind not in ("read", "bound") and not is_looked_up:
            return event
        told = [e for e in self._compared.each.events if e.number < event.number]
        made = [e for e in told if e.is_operation and e.value.array.size == 1]
        made = [e for e in made if e.place.kind != "bound"]
        named = [e for e in made if e.name == event.place.text and equal_values(e, event)]
        return next(reversed(named), None) or next(
            (e for e in made if same_number(e, event)), event
        )

    def _below(self, event: Event) -> Event | None:
        """The operation of this pass that gave a value; None where it was there before."""
        made = self.source(event)
        return made if made.is_operation and self.is_inside(made) else None

    def gradient(self, made: Event, size: int, depth: int = 4) -> Event | None:
        """Return the product or the sum that a velocity, or what is moved along, was made from."""
        if adds_up((made, *expression(made))):
            return made
        if not depth:
            return None
        if is_running_sum(made):
            before = self.before_scaling(made)  # a penalty is put to it
            return self.gradient(before, size, depth - 1) if before is not None else None
        wanted = (each for each in expression(made) if each.value.array.size in (size, 1))
        below = (self._below(each) for each in wanted)
        others = [each for each in below if each is not None and each is not made]
        if self._is_of_one(made, [e for e in others if e.value.array.size == size > 1]):
            return made
        found = (self.gradient(each, size, depth - 1) for each in others)
        return next(filter(None, found), None)

    def before_scaling(self, event: Event) -> Event | None:
        """Return what gave an array before it was multiplied or divided by a number.

        Or before so many times a parameter was added: a penalty. None where it is neither.
        """
        wide = [e for e in event.operands if e.value.array.size == event.value.array.size > 1]
        is_scaled = operator(event) in ("Mult", "Div") and len(wide) == 1
        if not is_scaled and not (adds(event.place.text) and len(wide) == 2):
            return None
        rest = wide if is_scaled else [e for e in wide if not self._is_of_parameter(e)]
        return self._below(rest[0]) if len(rest) == 1 else None

    def _is_of_parameter(self, event: Event) -> bool:
        each = self._compared.each
        every = [*(W for product in each.products for W in product.penalised), *each.biases]
        return any(is_multiple(numbers(event), one) for one in every if one.size > 1 and one.any())

    def _is_of_one(self, made: Event, parts: Sequence[Event]) -> bool:
        """Whether it is an example's slope of a last unit: its error times what goes in."""
        last = self._compared.each.products[-1].event.number
        is_behind = self._compared.truth.m == 1 and made.number > last
        return is_behind and bool(parts) and all(each.number <= last for each in parts)

    def summands(self, event: Event, size: int, end: Event | None = None) -> Iterator[Event]:
        """Yield what a value is made of number by number, down to products and what was before.

        What the end was made of is left out.
        """
        waiting, seen = [event], set[int]()
        while waiting:
            each = waiting.pop(0)
            yield each
            made = self.source(each)
            if made is not each:
                yield made
            is_end = made is end or adds_up([made]) or id(made) in seen
            seen.add(id(made))
            if id(made) in self._inside and not is_end:
                waiting += [part for part in made.operands if part.value.array.size == size]

    def terms(self, event: Event, depth: int = _FAR) -> Iterator[Event]:
        """Yield the numbers that a number is made of, into sums that were begun on other lines."""
        for each in expression(event):
            if each.value.array.size == 1:
                made = self.source(each)
                yield made
                if depth and made is not each and adds(made.place.text):
                    yield from self.terms(made, depth - 1)

    def behind(self, event: Event, since: int = 0) -> set[int]:
        """Return an operation and all of this pass that its value was made from.

        What came before the operation number `since` may be left out.
        """
        found = set[int]()
        waiting = [event]
        while waiting:
            each = self.source(waiting.pop())
            if each.number >= since and id(each) not in found and self.is_inside(each):
                found.add(id(each))
                waiting += () if called(each.place.text) in _OF_A_SIZE else each.operands
        return found | {id(event)}

    def chain(self, event: Event, Z: Array) -> Iterator[Event]:
        """Yield all operations on the way from a layer's sum to a value, the first first."""
        found: dict[int, Event] = {}
        waiting = [event]
        while waiting:
            each = self.source(waiting.pop())
            if id(each) in found or id(each) not in self._inside or not each.is_operation:
                continue
            found[id(each)] = each
            if not close_array(numbers(each), Z):
                waiting += each.operands
        yield from sorted(found.values(), key=lambda each: each.number)
