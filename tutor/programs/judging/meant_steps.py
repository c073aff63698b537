"""Steps that go elsewhere, or further, than the reference's, and may well be meant so.

A step that is clipped, decayed, averaged, scaled for each number or taken at a rate of its own is
no mistake. One is where it goes up the slope, is off by the number of examples or lacks the rate.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tutor.programs.expressions import sign, statement
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.foreign_parts import ForeignParts
from tutor.programs.judging.statements import expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import equal_values, is_rate
from tutor.programs.matching import near, same_array
from tutor.programs.recorded import Event

_SCALES = ("Mult", "Div")


class MeantSteps:
    """Says of the steps of one pass what may be meant."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared, self._tracer = compared, Tracer(compared)
        self._foreign = ForeignParts(compared)

    def goes_elsewhere(self, event: Event, key: str, change: Array) -> bool:
        """Whether a change that is no multiple of the slope may be meant.

        It is where every number of a gradient that is right goes down, where something else is
        made of that gradient, or where it is made with what the engine does not have.
        """
        event, slope = self._tracer.source(event), self._compared.named.get(f"d{key}")
        true = self._compared.truth.values[f"d{key}"]
        if slope is not None:
            if (change * true * slope[1].factor <= 0).all():
                return True
            right = self._tracer.source(slope[0])
            parts = [e for e in expression(event) if not e.operands and e.value.array.size > 1]
            others = [e for e in parts if self._tracer.source(e) is not right]
            if len(others) < len(parts) and any(not self._is_old(e, key) for e in others):
                return True
        return self._foreign.first_in_step(event) is not None

    def _is_old(self, event: Event, key: str) -> bool:
        return same_array(numbers(event), self._compared.old(key))

    def is_only_tried(self, event: Event, key: str) -> bool:
        """Whether a later step starts from the same old value: this one was not kept."""
        later = (e for e in self._compared.recorded.operations if e.number > event.number)
        steps = (e for e in later if e.place is not event.place and _is_step(e))
        if not self._compared.old(key).any():  # any zeros are like it
            told = self._compared.each.told_of(key)
            return any(told and each.operands[0].value is told.value for each in steps)
        return any(self._is_old(each.operands[0], key) for each in steps)

    def is_scaled(self, event: Event, made: Event | None) -> bool:
        """Whether what is taken is multiplied by something, as by a rate."""
        return any(is_rate(e) or sign(e.place.text) in _SCALES for e in _parts(event, made))

    def is_other_rate(self, times: float) -> bool:
        """Whether a step that goes so many times as far as others may have a rate of its own."""
        m = self._compared.truth.m
        return not any(near(times, each) for each in (m, 1 / m, m**2, 1 / m**2))

    def divides_by_count(
        self, event: Event, made: Event | None, before: Iterable[Event] = ()
    ) -> bool:
        """Whether the number of examples is divided by in a step, before it, or in its rate."""
        m = self._compared.truth.m
        parts = [*_parts(event, made), *before]
        rates = (self._made(each) for each in parts if not each.is_operation)
        made_of = (part for each in rates if each for part in _parts(each, None))
        return m > 1 and any(_divides_by(each, m) for each in (*parts, *made_of))

    def _made(self, number: Event) -> Event | None:
        """The operation that a number was named by, as rate = 0.4 / m."""
        if number.value.array.size > 1:
            return None
        told = (e for e in self._compared.recorded.operations if e.name == number.place.text)
        before = (each for each in told if each.number <= number.number)
        return next((e for e in before if equal_values(e, number)), None)


def _is_step(event: Event) -> bool:
    is_sum = event.place.kind == "change" or sign(event.place.text) in ("Add", "Sub")
    return is_sum and bool(event.operands)


def _parts(event: Event, made: Event | None) -> Iterator[Event]:
    """All that stands in a step, and in the velocity that it takes."""
    yield from (event, *expression(event))
    if made is not None:
        yield from (made, *expression(made))


def _divides_by(event: Event, m: int) -> bool:
    if not event.is_operation:
        return False
    if sign(event.place.text) == "Div" and event.operands:
        by = numbers(event.operands[-1])
        if by.size == 1 and float(by.ravel()[0]) == m:
            return True
    written = statement(event.place.text)
    constants = (
        each.right
        for each in (ast.walk(written) if written else ())
        if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Div)
    )
    return any(isinstance(each, ast.Constant) and each.value == m for each in constants)
