"""The values of a run as a graph: each once, with the operation that made it and of what."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tutor.programs.expressions import called
from tutor.programs.recorded import Event, Recorded
from tutor.programs.tape.functions import GATHERED, SUMMED, Function
from tutor.programs.tape.reading import reading_of
from tutor.programs.why.evaluation import Unknown

MOST_GATHERED = 64
"""Numbers of a list or an array that are looked for one by one."""
_CLOSE = 1e-7
_OF_PARTS = {"sum": SUMMED, "fsum": SUMMED, "array": GATHERED, "asarray": GATHERED}


@dataclass(slots=True, eq=False)
class TapeValue:
    """A value, and how it was made; by nothing that is known if it has no function."""

    number: int
    event: Event | None
    """The first that told it; None for a number that is written."""
    value: Any
    function: Function | None = None
    made_of: Sequence[TapeValue] = field(default_factory=list)
    taken: Sequence[Event | None] = ()
    """Where each of these was looked up; None for a number that is written."""
    is_hidden: bool = False
    """Whether it is made of these in a way that is not known."""

    @property
    def function_name(self) -> str:
        """The name of what made it, "" if that is not known."""
        return self.function.name if self.function else ""

    @property
    def is_made(self) -> bool:
        return bool(self.made_of)


class Tape:
    """The graph of what was kept of a run.

    A fraction is one object of Python, and an array one slot of what was kept, under whatever
    names they are handed on: so a value that is looked up is known for the one that was made.
    """

    def __init__(self, recorded: Recorded) -> None:
        self.nodes: list[TapeValue] = []
        """In the order of the run."""
        self._found: dict[tuple[str, int], TapeValue] = {}
        self._by_number: dict[float, TapeValue | None] = {}
        """What was made, by its number; None for one that is no single value."""
        self._before: list[Event] = []
        for event in recorded.events:
            self._take(event)
            self._before.append(event)

    def node(self, event: Event) -> TapeValue:
        """Return the value that an event told."""
        return self._found[_key(event)]

    def _take(self, event: Event) -> None:
        key = _key(event)
        if key in self._found:
            return
        node = self._made(event) if event.is_operation else None
        node = node or self._gathered(event) or TapeValue(0, event, _plain(event))
        node.number = len(self.nodes)
        self.nodes.append(node)
        self._found[key] = node
        if node.is_made and key[0] == "one" and not is_round(node.value):
            number = float(node.value)
            self._by_number[number] = None if number in self._by_number else node

    def _made(self, event: Event) -> TapeValue | None:
        """An operation with what it takes; None where it makes nothing that goes along."""
        if event.place.kind == "bound" or event.value.cut or _is_count(event):
            return None
        try:
            reading = reading_of(event)
        except (Unknown, ValueError, TypeError, IndexError, KeyError):
            return self._put_together(event) or self._gathered(event) or self._hidden(event)
        if reading is None:
            return None
        made_of = [self._taken(each) for each in reading.taken]
        told = [each if isinstance(each, Event) else None for each in reading.taken]
        node = TapeValue(0, event, _plain(event), reading.function, made_of, told)
        return node if _is_so(node) else self._gathered(event) or self._hidden(event)

    def _taken(self, taken: Event | float) -> TapeValue:
        if isinstance(taken, Event):
            return self._found[_key(taken)]
        return TapeValue(-1, None, taken)

    def _hidden(self, event: Event) -> TapeValue | None:
        if is_round(event.value.array) or not event.value.array.size:
            return None
        within = [*event.operands, *self._within(event)]
        taken = {id(each): each for each in (self._found[_key(e)] for e in within)}
        made = [each for each in taken.values() if not _is_index(each)]
        return TapeValue(0, event, _plain(event), None, made, is_hidden=True) if made else None

    def _within(self, event: Event) -> Iterator[Event]:
        """Yield, the last first, what was told just before within the text of an operation."""
        place = event.place
        for each in reversed(self._before):
            here = each.place
            begins = (place.line, place.column) <= (here.line, here.column)
            ends = (here.end_line, here.end_column) <= (place.end_line, place.end_column)
            if here is place:
                return
            if each.node == event.node and not (begins and ends):
                return
            if each.node == event.node:
                yield each
            elif each.node < event.node:
                return

    def _put_together(self, event: Event) -> TapeValue | None:
        """sum(w * x for w, x in zip(weights, inputs)), np.array([f(z) for z in sums])."""
        function = _OF_PARTS.get(called(event.place.text))
        inner = [*self._within(event)] if function else []
        whole = [each for each in inner if each.place is inner[0].place][::-1]
        node = TapeValue(0, event, _plain(event), function, [self._found[_key(e)] for e in whole])
        return node if whole and _is_so(node) else None

    def _gathered(self, event: Event) -> TapeValue | None:
        """A list, or an array, of values that were made one by one before."""
        array = event.value.array
        if array.ndim != 1 or not 0 < array.size <= MOST_GATHERED or event.value.cut:
            return None
        numbers = [float(each) for each in array]
        found = [self._by_number.get(each) for each in numbers]
        if not any(found):
            return None
        parts = [
            each or TapeValue(-1, None, number) for each, number in zip(found, numbers, strict=True)
        ]
        return TapeValue(0, event, array.astype(float), GATHERED, parts)


def made_of_all(nodes: Iterable[TapeValue], until: Container[int] = ()) -> list[TapeValue]:
    """Return all that these are made of, and they: each behind what it is made of.

    Behind the values whose identities are in `until` it does not look.
    """
    found: dict[int, TapeValue] = {}
    opened = set[int]()
    waiting = [*nodes]
    while waiting:
        node = waiting[-1]
        if id(node) not in opened:
            opened.add(id(node))
            if id(node) not in until:
                waiting += [each for each in node.made_of if id(each) not in opened]
        else:
            waiting.pop()
            found.setdefault(id(node), node)
    return [*found.values()]


def is_round(value: Any) -> bool:
    """Whether a number has so few digits that it may be there several times by chance."""
    array = np.asarray(value, dtype=float)
    return not array.ndim and bool(array * 1024 == np.round(array * 1024))


def _key(event: Event) -> tuple[str, int]:
    first, last = event.value.memory
    is_one = first == last != 0 and not event.value.is_array
    return ("one", first) if is_one else ("value", id(event.value))


def _plain(event: Event) -> Any:
    array = event.value.array
    return float(array) if not array.ndim else np.asarray(array, dtype=float)


def _is_whole(event: Event) -> bool:
    return event.value.dtype.startswith(("int", "uint", "bool"))


def _is_count(event: Event) -> bool:
    """Whether it is whole, and no truth of each cell: a mask goes with what it is made of."""
    return _is_whole(event) and not (event.value.dtype == "bool" and event.value.is_array)


def _is_index(node: TapeValue) -> bool:
    return node.event is not None and _is_whole(node.event)


def _is_so(node: TapeValue) -> bool:
    """Whether what an operation is read as gives what it gave."""
    if node.function is None:
        return False
    try:
        with np.errstate(all="ignore"):
            again = node.function.forward(*(each.value for each in node.made_of))
    except (ValueError, TypeError, IndexError, ZeroDivisionError, OverflowError):
        return False
    shape = np.shape(node.value)
    return np.shape(again) == shape and bool(
        np.allclose(again, node.value, rtol=_CLOSE, atol=0.0, equal_nan=True)
    )
