"""The calls, loops and lines of a run as a tree, unfolded where one stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from engine.counted import counted
from tutor.plots.arrange import fitted
from tutor.plots.cells import Colour, Picture, Row, Span
from tutor.programs.listing import branch, operation_text
from tutor.programs.moves import WalkPlace
from tutor.programs.recorded import Branch, Event, Recorded

DEEPEST = 16
"""Calls and loops in one another that are unfolded, the innermost."""
MANY = 50
"""Turns of a loop that are gone through one by one."""
Verdicts = Mapping[int, tuple[str, str, Colour | None]]
"""What is said of operations, by their position: a sign, a word, and the colour of both."""


@dataclass(frozen=True, slots=True)
class _Item:
    row: Row
    here: bool = False


def tree_panel(
    standing: WalkPlace, verdicts: Verdicts, width: int, height: int, folded: int = 0
) -> Picture:
    """Draw the tree, as many of its rows as fit, round the operation at hand.

    So many of the innermost calls and loops that it is in are `folded`.
    """
    whole = standing.recorded.path(standing.operation.node)
    path = whole[: max(1, len(whole) - folded)]
    above = max(0, len(path) - DEEPEST)
    items = list(_items(standing, path[above:], 0, verdicts))
    if above:
        items.insert(0, _Item([Span(f"    … within {above} other calls and loops", "muted")]))
    at = next((n for n, item in enumerate(items) if item.here), 0)
    first = max(0, min(at - height // 2, len(items) - height))
    return [fitted(item.row, width) for item in items[first : first + height]]


def _items(standing: WalkPlace, path: list[int], depth: int, verdicts: Verdicts) -> Iterator[_Item]:
    """The rows of a node that is unfolded: it and what is directly in it, in their order."""
    recorded, node = standing.recorded, path[depth]
    indent = "  " * depth
    inner = path[depth + 1] if depth + 1 < len(path) else None
    way = set(recorded.path(standing.operation.node))
    if depth:
        yield _Item([Span(f"{indent}▾ {_label(recorded.nodes[node])}")])
    for key, group in groupby(_children(recorded, node, way), key=lambda each: each[0]):
        members = [value for _, value in group]
        if key[0] == "line":
            yield from _line(standing, members, f"{indent}  ", verdicts)
        elif inner in members:
            yield from _items(standing, path, depth + 1, verdicts)
        else:
            here = not way.isdisjoint(members)
            text = _folded([recorded.nodes[member] for member in members])
            yield _Item([Span(f"{indent}  ▸ {text}", "accent" if here else "muted")], here)


def _label(node: Branch) -> str:
    name = node.site.name if node.site else ""
    return f"{name} = {node.turn}" if node.turn is not None and _counts(node) else branch(node)


def _counts(node: Branch) -> bool:
    """Whether a loop's variable counts its turns, as in `for i in range(n)`."""
    if node.site is None:
        return False
    begin = f"for {node.site.name} in range("
    return node.site.text.startswith(begin) and "," not in node.site.text[len(begin) :]


def _folded(nodes: list[Branch]) -> str:
    first, last = nodes[0], nodes[-1]
    if first.turn is None or last.turn is None or len(nodes) == 1:
        return _label(first)
    name = f"{first.site.name} =" if first.site and _counts(first) else "iterations"
    between = " … " if len(nodes) > 2 else ", "
    return f"{name} {first.turn}{between}{last.turn}"


Key = tuple[str, int]


def _children(recorded: Recorded, node: int, way: set[int]) -> Iterator[tuple[Key, int]]:
    """What is directly in a node, in order: operations by their line, and nodes below.

    Neighbouring turns of a loop have one key, but for the one on the `way` to where one stands.
    """
    found: list[tuple[int, int, Key, int]] = []
    for position in recorded.direct[node]:
        event = recorded.operations[position]
        found.append((event.number, 1, ("line", event.line), position))
    for number in _branches(recorded, node, way):
        twig = recorded.nodes[number]
        alone = twig.turn is None or number in way
        found.append((twig.first, 0, ("node", number if alone else -1), number))
    for _, _, key, member in sorted(found):
        yield key, member


def _branches(recorded: Recorded, node: int, way: set[int]) -> Sequence[int]:
    """Return what grows from a node; of a long loop what is at its ends and round the way alone.

    The rest of its turns stands in one row with those.
    """
    below = recorded.below[node]
    are_turns = bool(below) and recorded.nodes[below[-1]].turn == len(below) - 1
    if len(below) <= MANY or recorded.direct[node] or not are_turns:
        return below
    turns = (recorded.nodes[each].turn for each in way if recorded.nodes[each].parent == node)
    ends = {0, 1, len(below) - 2, len(below) - 1}
    for turn in turns:
        ends |= {at for at in range((turn or 0) - 2, (turn or 0) + 3) if 0 <= at < len(below)}
    return [below[at] for at in sorted(ends)]


def _line(
    standing: WalkPlace, positions: list[int], indent: str, verdicts: Verdicts
) -> Iterator[_Item]:
    """One line of the program: folded, or with its operations where one stands in it."""
    operations = standing.recorded.operations
    here = standing.position in positions
    number = operations[positions[0]].line
    told = [verdicts[at] for at in positions if at in verdicts]
    worst: Row = [Span(f"   {told[-1][0]} {told[-1][1]}", told[-1][2])] if told else []
    if not here:
        count = f"{counted(len(positions), 'operation'):<13}"
        yield _Item([Span(f"{indent}line {number:<4} {count}", "muted"), *worst])
        return
    yield _Item([Span(f"{indent}line {number}")])
    for at in positions:
        yield _operation(operations[at], at == standing.position, indent, verdicts.get(at))


def _operation(
    event: Event, here: bool, indent: str, told: tuple[str, str, Colour | None] | None
) -> _Item:
    sign = "▸" if here else " "
    row: Row = [Span(f"{indent}{sign} "), Span(operation_text(event), "accent" if here else None)]
    if told:
        row.append(Span(f"   {told[0]} {told[1]}", told[2]))
    return _Item(row, here)
