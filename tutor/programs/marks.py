"""What is said of each operation that was compared: a sign and a word, and the engine's value.

The mistake that was found first is the same one in each iteration, and is marked in each: the
engine starts each from the program's own arrays. What is made of it there follows from it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from tutor.plots.cells import Colour
from tutor.plots.numbers import shown
from tutor.programs.comparison import EngineComparison
from tutor.programs.engine_values import EngineValue, factor_words, fitted_to, form_of, named
from tutor.programs.expressions import adds
from tutor.programs.judged_passes import JudgedPass, PassComparer
from tutor.programs.matching import EngineMatch
from tutor.programs.partings import Parting, slope_at
from tutor.programs.precision import close, precision_of
from tutor.programs.recorded import Event
from tutor.programs.values import Value

Mark = tuple[str, str, Colour | None]
"""A sign, a word, the colour of both."""
OURS = "the engine's"
_UNUSED = ("dA[0]", "dZ[0]")
_ALL = "W, b"
"""What a vector of several parameters is called."""
FIRST, AGAIN = "first difference", "the same again"


@dataclass(slots=True, eq=False)
class EngineMarks:
    """What is said of operations, by the identity of the event."""

    signs: dict[int, Mark] = field(default_factory=dict)
    values: dict[int, EngineValue] = field(default_factory=dict)


def marks_of(comparison: EngineComparison) -> EngineMarks:
    """Return what is said of the operations of all passes that were compared."""
    marks, first = EngineMarks(), comparison.first
    if comparison.comparer is None:
        return marks
    spans = [(each, _span(comparison.comparer, each)) for each in comparison.judged]
    turn = _Turn.of(first, spans) if first else None
    with precision_of(comparison.comparer.recorded):
        for judged, events in spans:
            _PassMarks(judged, events, first, turn).take(marks)
    return marks


def _span(comparer: PassComparer, judged: JudgedPass) -> Sequence[Event]:
    """All that was told from a pass on, before the next one at its place."""
    events, seen = comparer.recorded.events, comparer.found.seen
    place = judged.compared.each.products[0].event.place
    start = judged.compared.each.events[0].number
    after = (each.start for each in seen if each.place is place and each.start > start)
    end = min(after, default=comparer.recorded.total + 1)
    bounds = (bisect_left(events, number, key=lambda each: each.number) for number in (start, end))
    return events[slice(*bounds)]


@dataclass(frozen=True, slots=True, eq=False)
class _Turn:
    """Where in a pass the mistake is: how often its place was come to before."""

    before: int
    is_of_form: bool
    """Whether it is wrong though its numbers are the engine's."""

    @staticmethod
    def of(first: Parting, spans: Sequence[tuple[JudgedPass, Sequence[Event]]]) -> _Turn | None:
        for judged, events in spans:
            same = [each for each in events if each.place is first.event.place]
            numbers = [each.number for each in same]
            at = numbers.index(first.event.number) if first.event.number in numbers else None
            if at is not None:
                return _Turn(at, _agrees(judged, first.key, first.event))
        return None

    def within(self, judged: JudgedPass, events: Sequence[Event], first: Parting) -> Event | None:
        """Return the operation that is the mistake in a pass; None where its numbers are right."""
        same = [each for each in events if each.place is first.event.place]
        wrong = same[self.before] if self.before < len(same) else None
        is_right = wrong and not self.is_of_form and _agrees(judged, first.key, wrong)
        return None if is_right else wrong


def _told_at(event: Event, events: Sequence[Event]) -> Event:
    """The operation that is marked: of what was only looked up, the first one of its line."""
    of_line = (e for e in events if e.is_operation and e.line == event.line)
    return event if event.is_operation else next(of_line, event)


def _agrees(judged: JudgedPass, key: str, since: Event) -> bool:
    """Whether all values of this name are the engine's in a pass from an operation on."""
    told = [verdict.how for event, verdict in judged.compared.every
            if verdict.key == key and event.number >= since.number]  # fmt: skip
    return bool(told) and all(how == "equal" for how in told)


class _PassMarks:
    """Goes through a pass, and notes what comes of the mistake in it."""

    def __init__(
        self,
        judged: JudgedPass,
        events: Sequence[Event],
        first: Parting | None,
        turn: _Turn | None,
    ) -> None:
        self._judged, self._events, self._first = judged, events, first
        self._truth = judged.compared.truth
        self._verdicts = judged.judge.verdicts
        self._wrong = turn.within(judged, events, first) if turn and first else None
        self._steps: dict[tuple[int, int], str] = {}
        for key, event in judged.judge.stepped.items():
            self._steps[_where(event)] = _ALL if _where(event) in self._steps else key
        self._went, self._went_together = judged.judge.went, judged.judge.went_together
        self._spoilt = set[int | float]()
        """Values that come of the mistake."""
        self._is_past = False
        self._scales: dict[str, float] = {}
        """What the program has deltas, and gradients, times."""

    def take(self, marks: EngineMarks) -> None:
        """Note what is said of each operation of the pass."""
        unbiased, crossed = self._short_of_bias(), None
        for event in self._events:
            is_spoilt = self._comes_of_it(event)
            verdict = None if id(event) in unbiased else self._verdicts.get(id(event))
            is_wrong = event is self._wrong or self._is_it_again(event, verdict, is_spoilt)
            if is_wrong:
                crossed = _told_at(event, self._events)
                marks.signs[id(crossed)] = self._cross(event)
                self._is_past = True
            elif event is not crossed and (mark := self._mark(event, verdict, is_spoilt)):
                marks.signs[id(event)] = mark
            if is_wrong or (is_spoilt and not (verdict and verdict.how == "equal")):
                self._spoilt.add(_identity(event.value))
            elif verdict and verdict.how != "different":
                self._scales[_kind(verdict.key)] = verdict.factor
            sign = marks.signs.get(id(event), ("", "", None))[0]
            if value := self._value(event, verdict, sign):
                marks.values[id(event)] = value

    def _is_it_again(self, event: Event, verdict: EngineMatch | None, is_spoilt: bool) -> bool:
        """Whether it is the mistake in another layer, whose line is gone through again."""
        is_there = self._is_past and self._first and event.place is self._first.event.place
        step = self._steps.get(_where(event))
        is_down = step in self._went or event.number in self._went_together
        is_wrong = not is_down if step else verdict and verdict.how == "different"
        return bool(is_there and is_wrong and not is_spoilt)

    def _cross(self, event: Event) -> Mark:
        is_first = self._first is not None and event.number == self._first.event.number
        return "✘", FIRST if is_first else AGAIN, "wrong"

    def _comes_of_it(self, event: Event) -> bool:
        values = (event.value, *(each.value for each in event.operands))
        return bool(self._spoilt) and any(_identity(each) in self._spoilt for each in values)

    def _mark(self, event: Event, verdict: EngineMatch | None, is_spoilt: bool) -> Mark | None:
        told = self._named(event, verdict, is_spoilt) if verdict else None
        return told or self._step(event, is_spoilt)

    def _named(self, event: Event, verdict: EngineMatch, is_spoilt: bool) -> Mark | None:
        """What is said of a value that is one of the engine's, or is meant to be."""
        key, m = verdict.key, self._truth.m
        turned = form_of(self._truth.values[key], event.value, verdict) == "transposed"
        if verdict.how == "equal":
            return "✔", named(key, "", turned), "right"
        if verdict.how == "factor":
            name = named(key, factor_words(verdict.factor, m), turned)
            return ("○", f"{name}, follows", "muted") if is_spoilt else ("◐", name, "partly")
        if is_spoilt or (self._is_past and event.value.array.size == 1):
            return "○", f"{key}, follows", "muted"
        is_used = key not in _UNUSED  # no parameter learns from those
        return ("○", f"{key}, differs, too", "muted") if self._is_past and is_used else None

    def _step(self, event: Event, is_spoilt: bool) -> Mark | None:
        """What is said where a parameter is moved; nothing where it goes another way than down."""
        key = self._steps.get(_where(event))
        if key is None:
            return None
        length = self._went_together.get(event.number)
        if is_spoilt:
            return "○", f"{key}, follows", "muted"
        if length:
            return "✔", f"{_ALL} − {shown(length, 4)} · dW, db", "right"
        length = self._went.get(key)
        return ("✔", f"{key} − {shown(length, 4)} · d{key}", "right") if length else None

    def _value(self, event: Event, verdict: EngineMatch | None, sign: str) -> EngineValue | None:
        """The engine's value for an operation, times what the program has such values."""
        is_wrong = event is self._wrong and self._first is not None
        key = self._first.key if is_wrong and self._first else verdict.key if verdict else ""
        if is_wrong and key and (slope := slope_at(event, key, self._judged.compared)):
            return slope if self._first and self._first.value else None
        true = self._truth.values.get(key)
        if true is None or event.value.cut:
            return None
        match = verdict if verdict and verdict.key == key else None
        is_mask = event.value.dtype == "bool"
        if match is None and (is_mask or (true.size != event.value.array.size and not event.name)):
            return None  # a part of what is meant to be that
        is_other = match is None or match.how == "different"
        scale = 1.0 if match and match.how == "equal" else self._scales.get(_kind(key), 1.0)
        fitted = fitted_to(true, event.value, match)
        if fitted is None and not (is_other and event.value.array.ndim <= 2):
            return None
        array = true if fitted is None else fitted
        form = form_of(true, event.value, match)
        is_apart = is_other or sign in ("✘", "○")
        of_all = self._truth, close()
        return EngineValue(
            key, array * scale, OURS, match, scale, self._truth.m, form, is_apart, *of_all
        )

    def _short_of_bias(self) -> set[int]:
        """Products that are a layer's sums while its biases are 0: those with the bias are told."""
        made: dict[int, list[tuple[Event, str]]] = {}
        found: set[int] = set()
        for event, verdict in self._judged.compared.every:
            if verdict.key[0] != "Z" or verdict.how != "equal":
                continue
            if adds(event.place.text):
                values = {id(each.value) for each in event.operands}
                found |= {
                    id(e) for at in values for e, key in made.get(at, ()) if key == verdict.key
                }
            made.setdefault(id(event.value), []).append((event, verdict.key))
        return found


def _where(event: Event) -> tuple[int, int]:
    """What tells an operation from others, also where its value is looked at transposed."""
    return event.number, id(event.place)


def _identity(value: Value) -> int | float:
    """What tells a value from others: a number by itself, which is told anew where it goes to.

    Numbers of few digits are many things.
    """
    number = float(value.array.ravel()[0]) if value.array.size == 1 else 0.0
    is_telling = math.isfinite(number) and number * 1024 != round(number * 1024)
    return number if is_telling else id(value)


def _kind(key: str) -> str:
    """What has one scale in a program: deltas, gradients of weights, gradients of biases."""
    return "delta" if key[:2] in ("dZ", "dA") else key[:2]
