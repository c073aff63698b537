"""Programs that keep all parameters in one flat vector and cut them out of it by slices.

A step of the vector is a step of each parameter then. Each is looked at as if the program had
written it by itself, with operations that are cut to its part of the vector.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, parsed, sign, statement
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import is_multiple, ratio, same_array
from tutor.programs.recorded import Event
from tutor.programs.values import Value, holds

_JOINS = ("concatenate", "hstack", "append", "r_", "vstack", "array")
_BY_NUMBER = ("sqrt", "square", "abs", "sign", "clip", "maximum", "minimum", "negative", "where")
_number = attrgetter("number")
_FAR = 300
"""So many events before the first product the vector is looked for."""


@dataclass(frozen=True, slots=True)
class CutPart:
    """Where in the vector a parameter lies, and in which shape it is cut out."""

    start: int
    shape: tuple[int, ...]
    turned: bool
    """Whether it is the transposed of the engine's."""

    @property
    def stop(self) -> int:
        return self.start + int(np.prod(self.shape))

    def of(self, vector: Array) -> Array:
        return vector.ravel()[self.start : self.stop].reshape(self.shape)


class PackedParameters:
    """The vector of one pass, if its parameters are cut out of one."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared, self._tracer = compared, Tracer(compared)
        self._whole = self._vector()
        self._parts = self._found() if self._whole else {}
        self._size = self._whole.value.array.size if self._whole else 0

    def _vector(self) -> Event | None:
        """What is told of the array whose memory the weights are a part of."""
        each, recorded = self._compared.each, self._compared.recorded
        weights = each.products[0].weights.value
        if weights.memory[1] - weights.memory[0] == 0:
            return None
        sizes = {key: self._compared.old(key).size for key in self._compared.parameters}
        least, most = sum(n for key, n in sizes.items() if key[0] == "W"), sum(sizes.values())
        first = each.products[0].event.number
        begin, end = (
            bisect_left(recorded.events, number, key=_number)
            for number in (first - _FAR, first + 1)
        )
        for event in reversed(recorded.events[begin:end]):
            value = event.value
            if not holds(value, weights) or not value.is_array or value.cut:
                continue
            size = value.array.size
            if size == max(value.shape, default=0) and least <= size <= most:
                return event
        return None

    def _found(self) -> Mapping[str, CutPart]:
        """Where each parameter lies; none where not all weights are found."""
        assert self._whole is not None
        vector, old = numbers(self._whole).ravel(), self._compared.old
        places = {key: [*_places(vector, old(key))] for key in self._compared.parameters}
        found: dict[str, CutPart] = {}
        # Those that may lie anywhere (biases of 0) take the room that the others leave.
        for key in sorted(places, key=lambda k: (len(places[k]), -old(k).size)):
            free = [p for p in places[key] if not any(_overlap(p, each) for each in found.values())]
            elsewhere = places[key] if key[0] == "W" else []  # a bias without room is not in it
            if part := next(iter(free or elsewhere), None):
                found[key] = part
        return found if all(key in found for key in places if key[0] == "W") else {}

    def steps(self, event: Event) -> Iterator[tuple[str, Event]]:
        """Yield what an operation that changes the vector does to each parameter."""
        if not self._parts or event.value.array.size != self._size or not _is_step(event):
            return
        assert self._whole is not None
        if same_array(numbers(event.operands[0]), numbers(self._whole)):
            for key, part in self._parts.items():
                yield key, self._cut(event, key, part)

    def _cut(self, event: Event, key: str, part: CutPart) -> Event:
        """An operation as it is for one parameter: with a part of each vector that it takes."""
        is_by_number = _is_by_number(event.place.text)
        if not is_by_number and (owner := self._owner(event, part)):
            return owner
        array = part.of(numbers(event))
        value = Value(array, event.value.kind, array.shape)
        view = Event(event.number, event.place, event.node, value)
        if is_by_number:
            view.operands = [self._operand(each, key, part) for each in event.operands]
        if event.is_operation:
            self._compared.cut[id(value)] = view
        return view

    def _operand(self, event: Event, key: str, part: CutPart) -> Event:
        if event.value.array.size != self._size:
            return event
        made = self._made(event)
        cut = self._cut(made, key, part)
        if made is event and cut.place is event.place:
            return cut
        return Event(event.number, replace(event.place, kind="read"), event.node, cut.value)

    def _made(self, event: Event) -> Event:
        """The operation of this pass that gave a vector."""
        made = self._tracer.source(event)
        return made if self._tracer.is_inside(made) else event

    def _owner(self, event: Event, part: CutPart) -> Event | None:
        """The operation whose numbers were put there when a vector was joined from parts."""
        piece = part.of(numbers(event)).ravel()
        told = (e for e in self._compared.each.events if e.is_operation and e.number < event.number)
        same = (e for e in told if e.value.array.size == piece.size)
        made = next((e for e in same if np.array_equal(numbers(e).ravel(), piece)), None)
        return self._tracer.source(made) if made is not None else None

    def differences(self) -> Iterator[CodeDifference]:
        """Yield where the gradients are joined otherwise than the parameters are cut out."""
        if not self._parts:
            return
        yield from self._overlapping()
        last = self._compared.each.products[-1].event.number
        for event in self._compared.each.events:
            is_whole = event.is_operation and event.value.array.size == self._size
            if event.number > last and is_whole and called(event.place.text) in _JOINS:
                yield from self._misplaced(event)
                return

    def _misplaced(self, event: Event) -> Iterator[CodeDifference]:
        for key, part in self._parts.items():
            true = self._compared.truth.values.get(f"d{key}")
            if true is None or true.size < 2:
                continue
            piece = part.of(numbers(event))
            piece = (piece.T if part.turned else piece).reshape(true.shape)
            if ratio(piece, true) is None and self._is_there(true, event):
                owner = self._turned_owner(event, part)
                if owner and ratio(piece.T.reshape(true.shape), true) is not None:
                    said = f"This is d{key}ᵀ: its numbers lie otherwise than those of {key}."
                    yield CodeDifference(owner, f"d{key}", said, True)
                    return
                if self._is_gone_on_from(true, event, part):
                    continue
                said = f"The part for {key} is not d{key} here, as the parameters are cut out."
                yield CodeDifference(self._listed(event) or event, key, said, True, True)
                return

    def _turned_owner(self, event: Event, part: CutPart) -> Event | None:
        """What gave the numbers of a part, where they are joined as it has them."""
        owner, piece = self._owner(event, part), part.of(numbers(event))
        is_as_given = owner is not None and np.array_equal(numbers(owner), piece)
        return owner if is_as_given else None

    def _listed(self, event: Event) -> Event | None:
        """Where parts that are joined were put in their order, on a line of its own."""
        told = (e for e in self._compared.each.events if e.number <= event.number)
        for line, group in groupby(told, key=lambda each: (each.line, each.node)):
            reads = [e for e in group if e.place.kind == "read" and e.value.is_array]
            if line[0] != event.line and sum(e.value.array.size for e in reads) == self._size:
                joined = np.concatenate([numbers(each).ravel() for each in reads])
                if len(reads) > 1 and np.array_equal(joined, numbers(event).ravel()):
                    return reads[-1]
        return None

    def _is_there(self, true: Array, event: Event) -> bool:
        """Whether a gradient was computed by then."""
        told = (e for e in self._compared.each.events if e.is_operation and e.number < event.number)
        return any(is_multiple(numbers(e), true) for e in told if e.value.array.size == true.size)

    def _is_gone_on_from(self, true: Array, event: Event, part: CutPart) -> bool:
        """Whether a part is a gradient to which something was put: a penalty."""
        owner = self._owner(event, part)
        if owner is None or owner.value.array.size != true.size:
            return False
        behind = self._tracer.behind(owner)
        before = (e for e in self._compared.each.events if e.is_operation and e is not owner)
        from_it = (e for e in before if id(e) in behind or e.name == owner.name is not None)
        sized = (e for e in from_it if e.value.array.size == true.size)
        return any(is_multiple(numbers(each), true) for each in sized)

    def _overlapping(self) -> Iterator[CodeDifference]:
        """A parameter that is cut out where another lies, while its own place is left out."""
        for key, part in sorted(self._parts.items(), key=lambda each: self._is_joined(*each)):
            others = [p for k, p in self._parts.items() if k != key]
            if not any(_overlap(part, each) for each in others):
                continue
            if not self._is_joined(key, part) and (event := self._cut_out(key, part)):
                said = f"{key} is cut out where another parameter lies."
                yield CodeDifference(event, key, said, in_place=True)
                return
            if self._free.sum() == part.stop - part.start and (event := self._cut_out(key, part)):
                said = f"{key} is cut out where another parameter lies."
                yield CodeDifference(event, key, said, in_place=True)
                return

    def _is_joined(self, key: str, part: CutPart) -> bool:
        """Whether the gradients are joined with that of a parameter where it lies."""
        true, last = self._compared.truth.values.get(f"d{key}"), self._compared.each.products[-1]
        told = (e for e in self._compared.each.events if e.number > last.event.number)
        joins = (e for e in told if e.is_operation and called(e.place.text) in _JOINS)
        wholes = [part.of(numbers(e)) for e in joins if e.value.array.size == self._size]
        if true is None or not wholes:
            return True
        pieces = [(each.T if part.turned else each).reshape(true.shape) for each in wholes]
        return any(ratio(each, true) is not None for each in pieces)

    @property
    def _free(self) -> NDArray[np.bool_]:
        """Which numbers of the vector are in no parameter."""
        free = np.ones(self._size, dtype=bool)
        for each in self._parts.values():
            free[each.start : each.stop] = False
        return free

    def untaken(self, size: int) -> Iterator[Array]:
        """Yield what the gradients that are joined have where so many numbers are in no layer."""
        free = np.flatnonzero(self._free) if self._parts else np.zeros(0, dtype=int)
        if not size or len(free) != size or free[-1] - free[0] != size - 1:
            return
        for event in self._compared.each.events:
            is_whole = event.is_operation and event.value.array.size == self._size
            if is_whole and called(event.place.text) in _JOINS:
                yield numbers(event).ravel()[free]

    def _cut_out(self, key: str, part: CutPart) -> Event | None:
        """The slice that gives a parameter."""
        assert self._whole is not None
        start = self._whole.value.memory[0]
        item = (self._whole.value.memory[1] - start) // self._size
        wanted = start + item * part.start, start + item * part.stop
        since = self._whole.number - _FAR
        told = (e for e in self._compared.recorded.operations if e.number > since and e.operands)
        same = [e for e in told if e.value.memory == wanted]
        own = {id(product.weights.value) for product in self._compared.each.products}
        of_weights = (e for e in same if key[0] == "W" and id(e.value) in own)
        return next(of_weights, next(iter(same), None))


def _is_step(event: Event) -> bool:
    written = statement(event.place.text)
    is_sum = sign(event.place.text) in ("Add", "Sub") or isinstance(written, ast.AugAssign)
    return is_sum and bool(event.operands)


def _is_by_number(text: str) -> bool:
    """Whether an operation does with each number of a vector what it does with any other."""
    is_computed = bool(sign(text)) or isinstance(parsed(text), ast.UnaryOp)
    is_in_place = isinstance(statement(text), ast.AugAssign)
    return is_computed or is_in_place or called(text) in _BY_NUMBER


def _overlap(one: CutPart, other: CutPart) -> bool:
    return max(one.start, other.start) < min(one.stop, other.stop)


def _places(vector: Array, parameter: Array) -> Iterator[CutPart]:
    """Where the numbers of a parameter lie one after another, row by row or column by column."""
    size = parameter.size
    either = [parameter, parameter.T] if min(parameter.shape) > 1 else [parameter]
    for turned, each in enumerate(either):
        starts = np.flatnonzero(vector[: len(vector) - size + 1] == each.flat[0])
        for start in map(int, starts):
            if np.array_equal(vector[start : start + size], each.ravel()):
                yield CutPart(start, each.shape, bool(turned))
