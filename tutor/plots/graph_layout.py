"""Where the nodes and lines of a computation graph go, from left to right.

Nodes stand in columns by their depth. A line leaves a node on the node's own row, passes the
columns between on a lane, and turns at a joint before the node that uses it. Joints whose rows
touch get sheet columns of their own, so lines that meet belong together and all others cross.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from tutor.plots.strokes import Point


class Item(NamedTuple):
    """What stands in a column: a node, or the lane of a node that is used further right."""

    column: int
    name: str
    lane: bool


class Spacing(NamedTuple):
    """How far apart things are: rows of nodes, neighbouring joints, a label and its line."""

    rows: int = 2
    joints: int = 2
    blank: int = 1
    reach: int = 0
    """Columns that each line is longer than it need be."""


WIDER, WIDE = Spacing(reach=8), Spacing(reach=4)
ROOMY = Spacing()
TIGHT = Spacing(joints=1, blank=0)


class GraphLayout:
    """The places of all items, from each node's operands and the width of its label."""

    def __init__(
        self,
        operands: Mapping[str, Sequence[str]],
        widths: Mapping[str, int],
        spacing: Spacing = ROOMY,
    ) -> None:
        self._spacing = spacing
        self._operands = operands
        self._widths = widths
        self._depth: dict[str, int] = {}
        for name, takes in operands.items():
            self._depth[name] = 1 + max((self._depth[operand] for operand in takes), default=-1)
        self.columns = self._columns()
        self.rows: dict[Item, int] = {}
        for items in self.columns:
            self._place(items)
        self.joints: dict[Item, int] = {}
        """The sheet column where an item's incoming lines turn and meet."""
        self.lefts: list[int] = []
        self.rights: list[int] = []
        """The first sheet column of each column's labels, and the first one after them."""
        self._place_columns()

    def _columns(self) -> list[list[Item]]:
        columns: list[list[Item]] = [[] for _ in range(1 + max(self._depth.values(), default=0))]
        last_use = dict(self._depth)
        for name, takes in self._operands.items():
            for operand in takes:
                last_use[operand] = max(last_use[operand], self._depth[name])
        for name, depth in self._depth.items():
            columns[depth].append(Item(depth, name, lane=False))
            for column in range(depth + 1, last_use[name]):
                columns[column].append(Item(column, name, lane=True))
        return columns

    def sources(self, item: Item) -> list[Item]:
        """The items in the column before that an item's lines come from."""
        if item.column == 0:
            return []
        names = [item.name] if item.lane else self._operands[item.name]
        before = item.column - 1
        return [Item(before, name, lane=self._depth[name] < before) for name in names]

    def node(self, name: str) -> Item:
        return Item(self._depth[name], name, lane=False)

    def _place(self, items: list[Item]) -> None:
        """Give the items of a column their rows: between their sources, never on a foreign line."""
        uses: dict[Item, int] = {}
        for item in items:
            for source in self.sources(item):
                uses[source] = uses.get(source, 0) + 1
        column = items[0].column
        lines = {self.rows[item]: item for item in self.columns[column - 1]} if column else {}
        free = 0
        for wish, item in sorted((self._wish(i, n), i) for n, i in enumerate(items)):
            row = max(int(wish), free)
            while not self._may_stand(item, lines.get(row), uses):
                row += 1
            self.rows[item] = row
            free = row + (1 if item.lane else self._spacing.rows)

    def _wish(self, item: Item, place: int) -> float:
        rows = [self.rows[source] for source in self.sources(item)]
        return fmean(rows) if rows else place / 1000

    def _may_stand(self, item: Item, line: Item | None, uses: Mapping[Item, int]) -> bool:
        sources = self.sources(item)
        return line is None or [line] == sources or (line in sources and uses[line] == 1)

    def _place_columns(self) -> None:
        left, space = 0, self._spacing
        for items in self.columns:
            offsets = self._joint_offsets(items)
            for item, offset in offsets.items():
                self.joints[item] = left + 1 + space.blank + space.joints * offset
            if items[0].column:
                last = space.joints * max(offsets.values(), default=0)
                left += 3 + 2 * space.blank + last + space.reach
            self.lefts.append(left)
            left += max((self._widths[item.name] for item in items if not item.lane), default=0)
            self.rights.append(left)

    def _joint_offsets(self, items: Sequence[Item]) -> dict[Item, int]:
        offsets: dict[Item, int] = {}
        reach: dict[Item, tuple[int, int]] = {}
        for item in items:
            rows = [self.rows[source] for source in self.sources(item)]
            if not rows or rows == [self.rows[item]]:
                continue
            reach[item] = min(*rows, self.rows[item]), max(*rows, self.rows[item])
            low, high = reach[item]
            taken = {
                offsets[other]
                for other in offsets
                if reach[other][0] <= high and low <= reach[other][1]
            }
            offsets[item] = next(n for n in range(len(items)) if n not in taken)
        return offsets

    def path(self, source: Item, item: Item) -> list[Point]:
        """The corners of the line from a source to an item in the next column."""
        row, end_row = self.rows[source], self.rows[item]
        blank = self._spacing.blank
        start = self.rights[source.column] + blank
        if not source.lane:
            start = self.lefts[source.column] + self._widths[source.name] + blank
        end = self.rights[item.column] + blank if item.lane else self.lefts[item.column] - 1 - blank
        if item not in self.joints:
            return [(row, start), (end_row, end)]
        joint = self.joints[item]
        return [(row, start), (row, joint), (end_row, joint), (end_row, end)]

    def pieces(self, operand: str, name: str) -> Iterator[tuple[Item, Item]]:
        """The (source, item) pairs that make the line from an operand to the node using it."""
        item = self.node(name)
        while item.name != operand or item.lane:
            source = next(s for s in self.sources(item) if s.name == operand)
            yield source, item
            item = source
