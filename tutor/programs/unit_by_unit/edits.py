"""Small changes of one operation, any of which may be what was meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.programs.expressions import respelled
from tutor.programs.recorded import Event, Recorded
from tutor.programs.tape.functions import ADD, DIV, MULT, NEGATIVE, SIGNS, SUB, Function, reduced
from tutor.programs.tape.graph import Tape, TapeValue
from tutor.programs.unit_by_unit.replaying import computed
from tutor.programs.unit_by_unit.sight import Sight

Make = Callable[[Event, TapeValue], TapeValue | None]
"""From an operation and its value: of a call the value is that of an operation within."""
_WRITTEN = {"Add": "+", "Sub": "-", "Mult": "*", "Div": "/"}
_PLAIN = re.compile(r"[\w.]+(?:\[[^\[\]]*\])*")
_NUMBERS = (1.0, 2.0, -1.0, -2.0, 0.5, -0.5, 0.0, 3.0)


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """Another operation in the place of one, and what is said of the difference."""

    event: Event
    rank: int
    """The likelier, the less."""
    message: str
    make: Make
    """Gives what it would be, of each of the times that the program comes by."""


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
        yield from _signs(node)
        yield from _dropped(node)
        yield from _numbers(node)
        yield from _reductions(node)
        yield from _turned(node)
        yield from _squares(node)
        if is_whole:
            yield from self._factors(node, seen)
            yield from _alone(node)
            yield from self._everywhere(node, seen)
            yield _edit(node, 4, "The sign is turned.", NEGATIVE)

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
                if value is not taken and is_plain and _is_like(value, taken):
                    said = f"{told.place.text} stands here; {other} is meant."
                    make = self._other_argument(text, other)
                    yield Edit(event, _unlike(text, other), said, make)

    def _other_argument(self, text: str, other: str) -> Make:
        """The same call with another argument."""

        def make(told: Event, node: TapeValue) -> TapeValue | None:
            argument = next((e for e in told.operands if respelled(e.place.text) == text), None)
            value = self._sight.of(told, other)
            if argument is None or value is None:
                return None
            inside = self._recorded.within(told.node) - {told.node}
            return _with(node, self._tape.node(argument), value, inside)

        return make

    def _operands(self, node: TapeValue, seen: dict[str, TapeValue]) -> Iterator[Edit]:
        """Another value in the place of one that is taken."""
        for at, (told, taken) in enumerate(zip(node.taken, node.made_of, strict=False)):
            if told is None or node.event is None:
                continue
            text = respelled(told.place.text)
            for other, value in seen.items():
                if other == text or value is taken or not _is_like(value, taken):
                    continue
                if value is node or np.array_equal(value.value, taken.value):
                    continue
                said = f"{told.place.text} stands here; {other} is meant."
                yield Edit(node.event, _unlike(text, other), said, self._other_operand(at, other))

    def _everywhere(self, node: TapeValue, seen: dict[str, TapeValue]) -> Iterator[Edit]:
        """Another value wherever one stands in a statement: q * (1 - q) for p * (1 - p)."""
        if node.event is None:
            return
        counted = Counter(
            respelled(told.place.text)
            for told in _within(node, node.event)
            if not told.is_operation
        )
        for text, count in counted.items():
            old = self._sight.of(node.event, text)
            for other, value in seen.items() if count > 1 and old is not None else ():
                if old is not None and value is not old and _is_like(value, old):
                    said = f"{text} stands here; {other} is meant."
                    make = self._in_all(text, other)
                    yield Edit(node.event, _unlike(text, other) + 1, said, make)

    def _in_all(self, text: str, other: str) -> Make:
        def make(told: Event, node: TapeValue) -> TapeValue | None:
            old, new = self._sight.of(told, text), self._sight.of(told, other)
            return _exchanged(node, old, new, told) if old and new else None

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
            forms = () if _is_whole(value) else (("{}", 2), ("(1 - {})", 2), ("(1 - {} ** 2)", 2))
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


def _with(
    node: TapeValue, old: TapeValue, new: TapeValue, inside: Container[int]
) -> TapeValue | None:
    """What a call would give, if another value went into it."""
    if node is old:
        return new
    if node.event is None or node.event.node not in inside or not node.made_of:
        return node
    made_of = [_with(each, old, new, inside) for each in node.made_of]
    known = [each for each in made_of if each is not None]
    if len(known) < len(made_of) or node.function is None:
        return None
    is_same = all(a is b for a, b in zip(known, node.made_of, strict=True))
    return node if is_same else computed(node.function, known, node)


def _within(node: TapeValue, whole: Event) -> Iterator[Event]:
    """What is looked up in a statement, each time."""
    for told, each in zip(node.taken, node.made_of, strict=False):
        if told is not None and told.line == whole.line and told.node == whole.node:
            yield told
            yield from _within(each, whole) if told.is_operation else ()


def _exchanged(node: TapeValue, old: TapeValue, new: TapeValue, whole: Event) -> TapeValue | None:
    """What a statement would give with another value wherever one stands in it."""
    made_of: list[TapeValue] = []
    for told, each in zip(node.taken, node.made_of, strict=False):
        is_inner = told is not None and told.is_operation and told.line == whole.line
        part = new if each is old else _exchanged(each, old, new, whole) if is_inner else each
        if part is None:
            return None
        made_of.append(part)
    if not made_of or node.function is None:
        return node
    is_same = all(a is b for a, b in zip(made_of, node.made_of, strict=True))
    return node if is_same else computed(node.function, made_of, node)


def _is_like(one: TapeValue, other: TapeValue) -> bool:
    """Whether one may stand for the other: a count, or a truth, for no fraction."""
    is_shaped = bool(np.shape(one.value) == np.shape(other.value))
    return is_shaped and (_is_whole(other) or not _is_whole(one))


def _is_whole(value: TapeValue) -> bool:
    event = value.event
    return event is not None and event.value.dtype.startswith(("int", "uint", "bool"))


def _unlike(text: str, other: str) -> int:
    """How unlikely it is that one text was written for the other."""
    is_call = ("(" in text) == ("(" in other)
    return 0 if is_call and _bare(text) == _bare(other) else 1 if is_call else 2


def _bare(text: str) -> str:
    """A text without its numbers: w5 and w6 are much alike."""
    return "".join(each for each in text if not each.isdigit())


def _edit(node: TapeValue, rank: int, message: str, function: Function) -> Edit:
    assert node.event is not None
    return Edit(node.event, rank, message, lambda told, each: computed(function, [each], each))


def _other(function: Function) -> Make:
    return lambda told, each: computed(function, each.made_of, each)


def _signs(node: TapeValue) -> Iterator[Edit]:
    """+ for -, * for +."""
    assert node.function is not None and node.event is not None
    name = node.function.name
    is_step = node.event.place.kind == "change"
    if name not in _WRITTEN or (is_step and name not in ("Add", "Sub")):
        return
    for other in (ADD, SUB, SIGNS["Mult"], DIV):
        if other.name != name:
            is_turned = {name, other.name} == {"Add", "Sub"}
            said = f"{_WRITTEN[name]} stands here; {_WRITTEN[other.name]} is meant."
            yield Edit(node.event, 0 if is_turned else 5, said, _other(other))


def _dropped(node: TapeValue) -> Iterator[Edit]:
    """One of two that is too many."""
    assert node.function is not None and node.event is not None
    if node.function.name not in ("Mult", "Div", "Add", "Sub") or node.event.place.kind == "change":
        return
    word = "factor" if node.function.name in ("Mult", "Div") else "summand"
    for at, each in enumerate(node.made_of):
        told = node.taken[1 - at] if len(node.taken) == 2 else None
        other = node.made_of[1 - at]
        text = told.place.text if told else f"{float(other.value):g}"
        if _is_like(each, node) and not (node.function.name in ("Div", "Sub") and at == 1):
            said = f"{text} is one {word} too many here."
            yield Edit(node.event, 2, said, _kept(at))


def _alone(node: TapeValue) -> Iterator[Edit]:
    """One of many factors alone."""
    for path, each in _inner_factors(node, ()):
        if len(path) > 1 and each.event is not None and node.event and _is_like(each, node):
            said = f"{each.event.place.text} alone is meant: the other factors are too many here."
            yield Edit(node.event, 3, said, _at(path))


def _inner_factors(
    node: TapeValue, path: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], TapeValue]]:
    yield path, node
    if node.function_name == "Mult":
        for at, each in enumerate(node.made_of):
            told = node.taken[at] if node.taken else None
            if told is not None and told.is_operation and not told.place.name:
                yield from _inner_factors(each, (*path, at))


def _at(path: Sequence[int]) -> Make:
    def make(told: Event, node: TapeValue) -> TapeValue | None:
        for at in path:
            node = node.made_of[at]
        return node

    return make


def _numbers(node: TapeValue) -> Iterator[Edit]:
    """Another number that is written."""
    assert node.function is not None and node.event is not None
    for at, each in enumerate(node.made_of):
        if each.event is not None or np.ndim(each.value):
            continue
        old = float(each.value)
        for number in dict.fromkeys((-old, *_NUMBERS)):
            if number != old:
                said = f"{old:g} stands here; {number:g} is meant."
                yield Edit(node.event, 1 if number == -old else 2, said, _number_at(at, number))


def _turned(node: TapeValue) -> Iterator[Edit]:
    """exp(-z) for exp(z)."""
    if node.function is None or node.event is None or len(node.made_of) != 1:
        return
    if node.function is NEGATIVE or node.taken[0] is None:
        return

    def make(told: Event, each: TapeValue) -> TapeValue | None:
        inner = computed(NEGATIVE, each.made_of, each.made_of[0])
        return computed(each.function, [inner], each) if inner and each.function else None

    text = node.taken[0].place.text
    yield Edit(node.event, 1, f"{text} stands here; -({text}) is meant.", make)


def _squares(node: TapeValue) -> Iterator[Edit]:
    """h ** 2 for h."""
    if node.event is None or node.function_name not in _WRITTEN:
        return
    for at, told in enumerate(node.taken):
        if told is not None and told.place.text != node.event.place.text:
            said = f"{told.place.text} stands here; its square is meant."
            yield Edit(node.event, 2, said, _squared_at(at))


def _squared_at(at: int) -> Make:
    def make(told: Event, node: TapeValue) -> TapeValue | None:
        each = node.made_of[at]
        square = computed(MULT, [each, each], each)
        if square is None or node.function is None:
            return None
        return computed(node.function, [*node.made_of[:at], square, *node.made_of[at + 1 :]], node)

    return make


def _kept(at: int) -> Make:
    return lambda told, node: node.made_of[at]


def _number_at(at: int, number: float) -> Make:
    def make(told: Event, node: TapeValue) -> TapeValue | None:
        made_of = [*node.made_of]
        made_of[at] = TapeValue(-1, None, number)
        return computed(node.function, made_of, node) if node.function else None

    return make


def _reductions(node: TapeValue) -> Iterator[Edit]:
    """The mean for the sum."""
    assert node.function is not None and node.event is not None
    for name, other in (("sum", "mean"), ("mean", "sum")):
        if node.function.name == name and len(node.made_of) == 1 and not np.ndim(node.value):
            said = f"The {name} is taken here; the {other} is meant."
            yield Edit(node.event, 0, said, _other(reduced(other, None, False)))
