"""The calls, loops and lines of a run as a tree, unfolded where one stands and where one wants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from engine.counted import counted
from tutor.plots.cells import Colour, Row, Span
from tutor.programs.listing import branch, operation_text
from tutor.programs.moves import WalkPlace
from tutor.programs.recorded import Branch, Event, Recorded
from tutor.programs.turns import turns_label

DEEPEST = 16
"""Calls and loops in one another that are unfolded, the innermost."""
MANY = 50
"""Turns of a loop that are gone through one by one."""
Verdicts = Mapping[int, tuple[str, str, Colour | None]]
"""What is said of operations, by their position: a sign, a word, and the colour of both."""
FOLDED, UNFOLDED = "▸", "▾"


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A row of the tree, and what it stands for: operations, or calls and loops."""

    row: Row
    here: bool = False
    """Whether one stands in it, or at it."""
    positions: Sequence[int] = ()
    """Operations of a line, by their positions."""
    nodes: Sequence[int] = ()
    """A call, a loop or a turn of it; several turns that are folded together."""
    unfolded: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Folds:
    """Which calls and loops are unfolded: those one stands in, but for what was asked for."""

    asked: Mapping[int, bool] = field(default_factory=dict)
    """Nodes that are to be unfolded (True), or folded, wherever one stands."""

    def are_open(self, node: int, way: set[int]) -> bool:
        return self.asked.get(node, node in way)

    def with_one(self, node: int, unfolded: bool) -> Folds:
        return replace(self, asked={**self.asked, node: unfolded})

    def along(self, path: Sequence[int], unfold: bool) -> Folds:
        """Fold the innermost node of a path that is seen unfolded, or unfold the next one."""
        inner, way = path[1:], set(path)
        shown = next(
            (n for n, each in enumerate(inner) if not self.are_open(each, way)), len(inner)
        )
        at = shown if unfold else shown - 1
        return self.with_one(inner[at], unfold) if 0 <= at < len(inner) else self


def tree_rows(standing: WalkPlace, verdicts: Verdicts, folds: Folds | None = None) -> list[TreeRow]:
    """Return all rows of the tree; of very deep calls the innermost that one stands in."""
    path = standing.recorded.path(standing.operation.node)
    above = max(0, len(path) - DEEPEST)
    tree = _Tree(standing, verdicts, folds or Folds(), set(path))
    rows = list(tree.below(path[above], 0))
    if above:
        rows.insert(0, TreeRow([Span(f"    … within {above} other calls and loops", "muted")]))
    return rows


Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Tree:
    standing: WalkPlace
    verdicts: Verdicts
    folds: Folds
    way: set[int]
    """The nodes that one stands in."""

    @property
    def _recorded(self) -> Recorded:
        return self.standing.recorded

    def below(self, node: int, depth: int) -> Iterator[TreeRow]:
        """The rows of all that is directly in a node, in their order."""
        for (kind, _), group in groupby(self._children(node), key=lambda each: each[0]):
            members = [value for _, value in group]
            if kind == "line":
                yield from self._line(members, depth)
            else:
                yield from self._branch(members, depth)

    def _branch(self, members: list[int], depth: int) -> Iterator[TreeRow]:
        """A call, a loop or a turn with what is in it; or several turns that are folded."""
        nodes = [self._recorded.nodes[member] for member in members]
        indent = "  " * (depth + 1)
        if len(members) == 1 and self.folds.are_open(members[0], self.way):
            row = [Span(f"{indent}{UNFOLDED} {branch(nodes[0])}")]
            yield TreeRow(row, False, (), members, True, depth)
            yield from self.below(members[0], depth + 1)
            return
        here = not self.way.isdisjoint(members)
        text = Span(f"{indent}{FOLDED} {_folded(nodes)}", "accent" if here else "muted")
        yield TreeRow([text], here, (), members, False, depth)

    def _children(self, node: int) -> Iterator[tuple[Key, int]]:
        """What is directly in a node, in order: operations by their line, and nodes below.

        Neighbouring turns of a loop have one key, but for those that one stands in or unfolded.
        """
        recorded = self._recorded
        found: list[tuple[int, int, Key, int]] = []
        for position in recorded.direct[node]:
            event = recorded.operations[position]
            found.append((event.number, 1, ("line", event.line), position))
        alone = self.way | {each for each, unfolded in self.folds.asked.items() if unfolded}
        for number in _branches(recorded, node, alone):
            twig = recorded.nodes[number]
            is_alone = twig.turn is None or number in alone
            found.append((twig.first, 0, ("node", number if is_alone else -1), number))
        for _, _, key, member in sorted(found):
            yield key, member

    def _line(self, positions: list[int], depth: int) -> Iterator[TreeRow]:
        """One line of the program: folded, or with its operations where one stands in it."""
        operations = self._recorded.operations
        number = operations[positions[0]].line
        indent = "  " * (depth + 1)
        if self.standing.position not in positions:
            told = [self.verdicts[at] for at in positions if at in self.verdicts]
            worst: Row = [Span(f"   {told[-1][0]} {told[-1][1]}", told[-1][2])] if told else []
            count = f"{counted(len(positions), 'operation'):<13}"
            row = [Span(f"{indent}line {number:<4} {count}", "muted"), *worst]
            yield TreeRow(row, positions=positions, depth=depth)
            return
        yield TreeRow([Span(f"{indent}line {number}")], positions=positions, depth=depth)
        for at in positions:
            here = at == self.standing.position
            row = _operation(operations[at], here, indent, self.verdicts.get(at))
            yield TreeRow(row, here, [at], depth=depth)


def _folded(nodes: list[Branch]) -> str:
    first, last = nodes[0], nodes[-1]
    if first.turn is None or last.turn is None or len(nodes) == 1:
        return branch(first)
    return turns_label(first, last, " … " if len(nodes) > 2 else ", ")


def _branches(recorded: Recorded, node: int, alone: set[int]) -> Sequence[int]:
    """Return what grows from a node; of a long loop what is at its ends and round those `alone`.

    The rest of its turns stands in one row with those.
    """
    below = recorded.below[node]
    are_turns = bool(below) and recorded.nodes[below[-1]].turn == len(below) - 1
    if len(below) <= MANY or recorded.direct[node] or not are_turns:
        return below
    turns = (recorded.nodes[each].turn for each in alone if recorded.nodes[each].parent == node)
    ends = {0, 1, len(below) - 2, len(below) - 1}
    for turn in turns:
        ends |= {at for at in range((turn or 0) - 2, (turn or 0) + 3) if 0 <= at < len(below)}
    return [below[at] for at in sorted(ends)]


def _operation(
    event: Event, here: bool, indent: str, told: tuple[str, str, Colour | None] | None
) -> Row:
    sign = "▸" if here else " "
    row: Row = [Span(f"{indent}{sign} {operation_text(event)}", "accent" if here else None)]
    if told:
        row.append(Span(f"   {told[0]} {told[1]}", told[2]))
    return row
