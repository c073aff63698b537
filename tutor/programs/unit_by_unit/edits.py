"""Small changes of one operation, any of which may be what was meant, by what is in sight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator

import numpy as np

from tutor.programs.expressions import respelled
from tutor.programs.recorded import Event, Recorded
from tutor.programs.tape.functions import ADD, DIV, MULT, SUB
from tutor.programs.tape.graph import Tape, TapeValue
from tutor.programs.unit_by_unit.edit import Edit, Make, is_like, is_whole, may_stand_for, unlike
from tutor.programs.unit_by_unit.own_edits import own_edits, whole_edits
from tutor.programs.unit_by_unit.replaying import applied, computed
from tutor.programs.unit_by_unit.sight import Sight
from tutor.programs.written import numbers_for_once, written_at

_PLAIN = re.compile(r"[\w.]+(?:\[[^\[\]]*\])*")


class Edits:
    """Thinks of edits, with what can be seen from where they are made."""

    def __init__(self, sight: Sight, recorded: Recorded, tape: Tape) -> None:
        self._sight, self._recorded, self._tape = sight, recorded, tape

    def of(self, node: TapeValue, is_whole: bool) -> Iterator[Edit]:
        """Yield edits of an operation; `is_whole` if it is all of what a statement makes."""
        if node.function is None or node.event is None:
            return
        seen = dict(self._sight.all(node.event))
        yield from self._operands(node, seen)
        yield from own_edits(node)
        if is_whole:
            yield from self._factors(node, seen)
            yield from whole_edits(node)
            yield from self._everywhere(node, seen)

    def summands(self, node: TapeValue) -> Iterator[Edit]:
        """Yield what may be left out of a sum."""
        if node.event is None:
            return
        for text, value in self._sight.all(node.event).items():
            if value is not node and not np.ndim(value.value):
                said = f"{text} is not added to this."
                yield Edit(node.event, 1, said, self._plus(text))

    def _plus(self, text: str) -> Make:
        def make(told: Event, node: TapeValue) -> TapeValue | None:
            value = self._sight.of(told, text)
            return computed(ADD, [node, value], node) if value is not None else None

        return make

    def named(self, event: Event, node: TapeValue) -> Iterator[Edit]:
        """Yield what else may be given a name that is bound to what a call gives."""
        seen = self._sight.all(event)
        for told in event.operands:
            taken = self._tape.node(told)
            text = respelled(told.place.text)
            for other, value in seen.items():
                is_plain = _PLAIN.fullmatch(other) is not None and value is not node
                if value is not taken and is_plain and is_like(value, taken):
                    said = f"{told.place.text} stands here; {other} is meant."
                    make = self._other_argument(text, other)
                    yield Edit(event, unlike(text, other), said, make)

    def _other_argument(self, text: str, other: str) -> Make:
        """The same call with another argument."""

        def make(told: Event, node: TapeValue) -> TapeValue | None:
            argument = next((e for e in told.operands if respelled(e.place.text) == text), None)
            value = self._sight.of(told, other)
            if argument is None or value is None:
                return None
            inside = self._recorded.within(told.node) - {told.node}
            return with_another(node, self._tape.node(argument), value, inside)

        return make

    def _operands(self, node: TapeValue, seen: dict[str, TapeValue]) -> Iterator[Edit]:
        """Another value in the place of one that is taken."""
        for at, (told, taken) in enumerate(zip(node.taken, node.made_of, strict=False)):
            if told is None or node.event is None:
                continue
            text = respelled(told.place.text)
            for other, value in seen.items():
                if other == text or value is taken or not may_stand_for(value, taken):
                    continue
                if value is node or np.array_equal(value.value, taken.value):
                    continue
                written = self._where_written(told)
                stands = (written or told).place.text
                said = f"{stands} stands here; {other} is meant."
                make = self._other_operand(at, other)
                yield Edit(node.event, unlike(text, other), said, make, written)

    def _where_written(self, told: Event) -> Event | None:
        """Where the number is written that a name stands for here, and nowhere else."""
        number = numbers_for_once(self._recorded.program.code).get(told.place.text)
        return written_at(number, told, self._recorded) if number is not None else None

    def _everywhere(self, node: TapeValue, seen: dict[str, TapeValue]) -> Iterator[Edit]:
        """Another value wherever one stands in a statement: q * (1 - q) for p * (1 - p)."""
        if node.event is None:
            return
        counted = Counter(respelled(told.place.text) for told in _within(node, node.event))
        for text, count in counted.items():
            old = self._sight.of(node.event, text)
            for other, value in seen.items() if count > 1 and old is not None else ():
                if old is not None and value is not old and may_stand_for(value, old):
                    said = f"{text} stands here; {other} is meant."
                    make = self._in_all(text, other)
                    yield Edit(node.event, unlike(text, other) + 1, said, make)

    def _in_all(self, text: str, other: str) -> Make:
        def make(told: Event, node: TapeValue) -> TapeValue | None:
            new = self._sight.of(told, other)
            made = _exchanged(node, text, new, told) if new else None
            return made if made and np.shape(made.value) == np.shape(node.value) else None

        return make

    def _other_operand(self, at: int, text: str) -> Make:
        def make(told: Event, node: TapeValue) -> TapeValue | None:
            seen = self._sight.of(told, text)
            if seen is None or node.function is None or seen is node:
                return None
            made_of = [seen if n == at else each for n, each in enumerate(node.made_of)]
            return computed(node.function, made_of, node)

        return make

    def _factors(self, node: TapeValue, seen: dict[str, TapeValue]) -> Iterator[Edit]:
        """A factor that is left out."""
        if node.event is None:
            return
        for text, value in seen.items():
            is_plain = _PLAIN.fullmatch(text) is not None
            if not is_plain or value is node:
                continue
            if np.shape(value.value) not in ((), np.shape(node.value)):
                continue
            forms = () if is_whole(value) else (("{}", 2), ("(1 - {})", 2), ("(1 - {} ** 2)", 2))
            for form, rank in forms:
                said = f"The factor {form.format(text)} is missing here."
                yield Edit(node.event, rank, said, self._times(text, form))
            said = f"The factor {text} * (1 - {text}) is missing here."
            yield Edit(node.event, 3, said, self._times(text, "both"))
            if not np.ndim(value.value) and not value.is_made:
                said = f"This is not divided by {text}."
                yield Edit(node.event, 3, said, self._times(text, "under"))

    def _times(self, text: str, form: str) -> Make:
        def make(told: Event, node: TapeValue) -> TapeValue | None:
            value = self._sight.of(told, text)
            if value is None:
                return None
            one = TapeValue(-1, None, 1.0)
            match form:
                case "(1 - {})":
                    value = computed(SUB, [one, value], value)
                case "(1 - {} ** 2)":
                    square = computed(MULT, [value, value], value)
                    value = square and computed(SUB, [one, square], value)
                case "both":
                    rest = computed(SUB, [one, value], value)
                    value = rest and computed(MULT, [value, rest], value)
            if value is None:
                return None
            return computed(DIV if form == "under" else MULT, [node, value], node)

        return make


def with_another(
    node: TapeValue, old: TapeValue, new: TapeValue, inside: Container[int]
) -> TapeValue | None:
    """Return what a value would be, if another one went into it: through the nodes `inside`."""
    if node is old:
        return new
    if node.event is None or node.event.node not in inside or not node.made_of:
        return node
    made_of = [with_another(each, old, new, inside) for each in node.made_of]
    known = [each for each in made_of if each is not None]
    if len(known) < len(made_of) or node.function is None:
        return None
    is_same = all(a is b for a, b in zip(known, node.made_of, strict=True))
    return node if is_same else computed(node.function, known, node)


def _within(node: TapeValue, whole: Event) -> Iterator[Event]:
    """What is taken in a statement, each time."""
    for told, each in zip(node.taken, node.made_of, strict=False):
        if told is not None and told.line == whole.line and told.node == whole.node:
            yield told
            yield from _within(each, whole) if told.is_operation else ()


def _exchanged(node: TapeValue, text: str, new: TapeValue, whole: Event) -> TapeValue | None:
    """What a statement would give with another value wherever a text stands in it."""
    made_of: list[TapeValue] = []
    for told, each in zip(node.taken, node.made_of, strict=False):
        is_inner = told is not None and told.is_operation and told.line == whole.line
        is_it = told is not None and respelled(told.place.text) == text
        part = new if is_it else _exchanged(each, text, new, whole) if is_inner else each
        if part is None:
            return None
        made_of.append(part)
    if not made_of or node.function is None:
        return node
    is_same = all(a is b for a, b in zip(made_of, node.made_of, strict=True))
    return node if is_same else applied(node.function, made_of, node)
