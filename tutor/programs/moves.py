"""Where one stands in a recorded run, and where each key goes from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.programs.changes import partly_changed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.searching import CodeSearch
from tutor.programs.values import Value


@dataclass(frozen=True, eq=False, slots=True)
class WalkPlace:
    """An operation of a run, and a cell of its value."""

    recorded: Recorded
    position: int = 0
    """Which of the operations that were kept."""
    cell: tuple[int, ...] = ()

    @property
    def operation(self) -> Event:
        return self.recorded.operations[self.position]

    @property
    def at_end(self) -> bool:
        return self.position >= len(self.recorded.operations) - 1

    def at(self, position: int) -> WalkPlace:
        """Return the standing at an operation, or the nearest; the cell stays if it can.

        Where cells were changed in place, it is one of them.
        """
        position = max(0, min(position, len(self.recorded.operations) - 1))
        shape = self.recorded.operations[position].value.array.shape
        cell = self.cell if len(self.cell) == len(shape) else (0,) * len(shape)
        kept = tuple(max(0, min(at, n - 1)) for at, n in zip(cell, shape, strict=True))
        changed = partly_changed(self.recorded.operations[position])
        if changed is not None and not changed[kept]:
            kept = tuple(map(int, np.argwhere(changed)[0]))
        return replace(self, position=position, cell=kept)

    def at_event(self, event: Event) -> WalkPlace:
        """Return the standing at an operation, the next one if it is none; this one if none is."""
        operations = self.recorded.operations
        same = (n for n, each in enumerate(operations) if each is event)
        later = (n for n, each in enumerate(operations) if each.number >= event.number)
        found = next(same, next(later, self.position))
        return self if found == self.position else self.at(found)

    def with_cell(self, cell: tuple[int, ...]) -> WalkPlace:
        """Return the standing at a cell of the same value."""
        return replace(self, cell=cell)

    def moved(self, down: int, right: int) -> WalkPlace:
        """Return the standing at a neighbouring cell."""
        shape = self.operation.value.array.shape
        steps = {len(shape) - 1: right if len(shape) > 1 else right + down, len(shape) - 2: down}
        cell = [
            max(0, min(at + steps.get(axis, 0), n - 1))
            for axis, (at, n) in enumerate(zip(self.cell, shape, strict=True))
        ]
        return replace(self, cell=tuple(cell))

    def line(self, step: int) -> WalkPlace:
        """Return the first operation of the next line that is run, or of the one before."""
        operations, at = self.recorded.operations, self.position
        here = operations[at]
        while 0 <= at + step < len(operations) and _together(operations[at], here):
            at += step
        if step < 0:
            there = operations[at]
            while at > 0 and _together(operations[at - 1], there):
                at -= 1
        return self.at(at)

    def on_line(self, number: int) -> WalkPlace | None:
        """Return the nearest operation of a line, one that begins there if any; None for none.

        Of the line one stands on the next one; of any other one in the same iteration if any.
        """
        operations = self.recorded.operations
        spots = [(at, each.place) for at, each in enumerate(operations)]
        begun = [at for at, spot in spots if spot.line == number]
        over = [at for at, spot in spots if spot.line <= number <= spot.end_line]
        places: Sequence[int] = begun or over
        if self.operation.line != number:
            places = self._nearest(places)
        later = (at for at in places if at > self.position)
        there = next(later, next(iter(places), None))
        return None if there is None else self.at(there)

    def _nearest(self, places: Sequence[int]) -> Sequence[int]:
        """Return those of the places that lie in the innermost loop or call that has any."""
        operations = self.recorded.operations
        for node in reversed(self.recorded.path(self.operation.node)):
            inner = self.recorded.within(node)
            if found := [at for at in places if operations[at].node in inner]:
                return found
        return places

    def turn(self, step: int) -> WalkPlace | int | None:
        """Return the same operation in the next iteration, or in the one before.

        Behind the last of a loop it is in the next iteration of the loop round it. Where that was
        not kept, return how many operations come before it; None if there is none.
        """
        path = self.recorded.path(self.operation.node)
        turns = [node for node in path if self._turn(node) >= 0]
        for node in reversed(turns):
            there = self._sibling(node, self._turn(node) + step)
            if there is not None:
                nth = self._nth_in(node) if node == turns[-1] else 0 if step > 0 else -1
                return self.begun(there, self.operation, nth)
        return None

    def _nth_in(self, node: int) -> int:
        """Return how often the same operation came before in a node: in a function called twice."""
        return self._same_in(node, self.operation).index(self.position)

    def _same_in(self, node: int, like: Event | None) -> list[int]:
        """The positions in a node of operations that stand in the same place as another."""
        operations = self.recorded.operations
        return [n for n in sorted(self._inside(node)) if like and operations[n].place is like.place]

    def iteration(self, *numbers: int) -> WalkPlace | int | None:
        """Return the beginning of an iteration of the outermost of the `loops`, or within it of
        the next one, by as many numbers.

        Where that was not kept, return how many operations come before it; None if there is none.
        """
        loops = self.loops
        there = self._sibling(loops[0], numbers[0]) if loops else None
        for depth, number in enumerate(numbers[1:], 1):
            inner = loops[depth : depth + 1]
            there = None if there is None else self._turn_within(there, number, inner)
        return None if there is None else self.begun(there, None)

    @property
    def loops(self) -> list[int]:
        """The turns of loops that one stands in, from the outermost one on; else of the longest.

        Of a turn that holds a loop which one does not stand in, the first turn of that, too.
        """
        path = self.recorded.path(self.operation.node)
        turns = [node for node in path if self._turn(node) >= 0]
        if not turns:
            turns = self._longest_loop()
        return [*turns, *(self._turns_within(turns[-1])[:1] if turns else [])]

    def _longest_loop(self) -> list[int]:
        """The first turn of the loop with most of them, of those that are in no other loop."""
        count: dict[int, list[int]] = {}
        nodes = self.recorded.nodes
        inside = [False] * len(nodes)
        for node in range(1, len(nodes)):
            parent = nodes[node].parent
            inside[node] = inside[parent] or self._turn(node) >= 0
            if self._turn(node) >= 0 and not inside[parent]:
                count.setdefault(parent, []).append(node)
        return max(count.values(), key=len, default=[])[:1]

    def last_turn(self, node: int) -> int:
        """Return the number of the last turn of the loop that a turn belongs to."""
        siblings = self.recorded.below[self.recorded.nodes[node].parent]
        return max(self._turn(each) for each in siblings)

    def _turn_within(self, node: int, number: int, like: Sequence[int]) -> int | None:
        """Return a turn of the same loop as another one, of the first loop for want of that."""
        turns = self._turns_within(node)
        sites = {self.recorded.nodes[each].site for each in like or turns[:1]}
        first = next((each for each in turns if self.recorded.nodes[each].site in sites), None)
        return None if first is None else self._sibling(first, number)

    def _turns_within(self, node: int) -> list[int]:
        inner = sorted(self.recorded.within(node) - {node})
        return [each for each in inner if self._turn(each) >= 0]

    def call(self, step: int) -> WalkPlace | int | None:
        """Return the beginning of the next call, or of the one before, as `turn` does."""
        recorded, here = self.recorded, self.operation.number
        calls = [n for n in range(len(recorded.nodes)) if recorded.is_call(n)]
        later = [n for n in calls if recorded.nodes[n].first > here]
        earlier = [n for n in reversed(calls) if recorded.nodes[n].first < here]
        found = (self.begun(node, None) for node in (later if step > 0 else earlier))
        kept = range(recorded.start, recorded.stop)
        is_there = (each for each in found if isinstance(each, WalkPlace) or each not in kept)
        return next(is_there, None)

    def begun(self, node: int, like: Event | None, nth: int = 0) -> WalkPlace | int:
        """Return the nth operation of a node that stands in the same place, or its first."""
        found = sorted(self._inside(node))
        if not found:
            return self.recorded.nodes[node].first
        same = self._same_in(node, like)
        return self.at(same[min(nth, len(same) - 1)] if same else found[0])

    def _turn(self, node: int) -> int:
        turn = self.recorded.nodes[node].turn
        return -1 if turn is None else turn

    def _sibling(self, node: int, number: int) -> int | None:
        parent = self.recorded.nodes[node].parent
        siblings = self.recorded.below[parent]
        return next((each for each in siblings if self._turn(each) == number), None)

    def _inside(self, node: int) -> list[int]:
        """The positions of all operations in a node."""
        inner = self.recorded.within(node)
        return [position for each in inner for position in self.recorded.direct[each]]

    def found(self, words: str) -> WalkPlace | None:
        """Return the next operation, round to the first, that is meant by the words.

        A name, for want of that a part of one or of the text; "nan", "inf"; "shape" for the first
        change of a shape; "> 100" for a value above.
        """
        operations = self.recorded.operations
        places = [*range(self.position + 1, len(operations)), *range(self.position + 1)]
        named = (place for place in places if operations[place].name == words.strip())
        fits = _meant(words)
        meant = (place for place in places if fits(operations, place))
        found = next(chain(named, meant), None)
        return None if found is None else self.at(found).at_first(CodeSearch.of(words).where)

    def at_first(self, meant: Callable[[NDArray[Any]], NDArray[np.bool_]]) -> WalkPlace:
        """Return the standing at the first cell that is meant, at the same if there is none."""
        cells = np.argwhere(meant(self.operation.value.array))
        return self.with_cell(tuple(map(int, cells[0]))) if len(cells) and self.cell else self


def _together(one: Event, other: Event) -> bool:
    return one.line == other.line and one.node == other.node


def _meant(words: str) -> Callable[[Sequence[Event], int], bool]:
    search = CodeSearch.of(words)
    if search.kind == "name":
        return lambda operations, at: search.names(operations[at].place)
    if search.kind == "shape":
        return _changes_shape
    return lambda operations, at: _fits(search, operations[at].value)


def _fits(search: CodeSearch, value: Value) -> bool:
    known = [value.array, *([np.array(value.range)] if value.cut else [])]
    return any(search.fits(each, value.dtype, value.is_array) for each in known)


def _changes_shape(operations: Sequence[Event], at: int) -> bool:
    """Whether a name has another shape than when it was given last."""
    here = operations[at]
    if here.name is None:
        return False
    before = (each for each in reversed(operations[:at]) if each.name == here.name)
    last = next(before, None)
    return last is not None and last.value.shape != here.value.shape
