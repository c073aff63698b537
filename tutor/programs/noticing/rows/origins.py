"""Where the rows of an array come from: of which first array which rows, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tutor.programs.recorded import Event
from tutor.programs.values import Value

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class RowChoice:
    """An operation that chose rows, and which of those that were there."""

    event: Event
    rows: Rows


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """One axis of an array, told by the axis of another that was there before."""

    root: int
    """The number of that axis."""
    length: int
    rows: Rows | None = None
    """Which places of it, −1 for what came from elsewhere; None for all in their order."""
    base: Value | None = None
    """The array as it was when its rows still had their first order."""
    axis: int = 0
    """Which axis of that it is."""
    steps: tuple[RowChoice, ...] = ()

    @property
    def places(self) -> Rows:
        return np.arange(self.length) if self.rows is None else self.rows

    def chosen(self, rows: Rows, base: Value, axis: int, event: Event) -> Origin:
        """Return the origin of what has these rows of an array that has this one."""
        if len(rows) == self.count and np.array_equal(rows, np.arange(self.count)):
            return self
        of = self.places
        found = np.where(rows < 0, -1, of[np.clip(rows, 0, len(of) - 1)])
        known = self if self.rows is not None else replace(self, base=base, axis=axis)
        return replace(known, rows=found, steps=(*self.steps, RowChoice(event, rows)))

    def settled(self, base: Value, axis: int) -> Origin:
        """Return the origin of what is computed of an array from here on, at last changed."""
        return self if self.rows is not None else replace(self, base=base, axis=axis)

    @property
    def count(self) -> int:
        return self.length if self.rows is None else len(self.rows)

    @property
    def is_whole(self) -> bool:
        """Whether all its rows come from there."""
        return self.rows is None or bool((self.rows >= 0).all())

    @property
    def repeats(self) -> bool:
        """Whether it holds one row again and again: the mean of a class for each example."""
        return self.count > self.length

    @property
    def rises(self) -> bool:
        """Whether its rows are in the order in which they were, with none twice."""
        return self.rows is None or bool((np.diff(self.rows) > 0).all())


Axis = tuple[Origin, ...]
MOST_ORIGINS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """The axes of an array, and whether it is made by a product of matrices."""

    axes: tuple[Axis, ...]
    through: bool = False


class Links:
    """Which roots have rows that belong together: what was made of both says so."""

    def __init__(self) -> None:
        self._parents: list[int] = []
        self.made: list[int] = []
        """When each root was made, in operations."""

    def fresh(self, number: int) -> int:
        self._parents.append(len(self._parents))
        self.made.append(number)
        return len(self._parents) - 1

    def find(self, root: int) -> int:
        while self._parents[root] != root:
            root = self._parents[root]
        return root

    def link(self, one: int, other: int) -> None:
        self._parents[self.find(one)] = self.find(other)

    def are_linked(self, one: Origin, other: Origin) -> bool:
        return one.length == other.length and self.find(one.root) == self.find(other.root)

    def merged(self, axes: Sequence[Axis], links: bool) -> Axis:
        """Return one axis of what is made of several cell by cell; link them if so."""
        found: list[Origin] = []
        lost: set[int] = set()
        for origin in (each for axis in axes for each in axis):
            same = [each for each in found if self.are_linked(each, origin)]
            if any(not np.array_equal(each.places, origin.places) for each in same):
                lost.add(self.find(origin.root))
            if all(each.root != origin.root for each in found):
                found.append(origin)
        kept = [each for each in found if self.find(each.root) not in lost]
        for one, other in pairwise(kept) if links else ():
            alike = one.length == other.length and np.array_equal(one.places, other.places)
            if alike and one.is_whole:
                self.link(one.root, other.root)
        return tuple(kept[:MOST_ORIGINS])
