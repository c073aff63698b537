"""An expression worked out once: what the run told meanwhile at each piece of its text."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tutor.programs.recorded import Event, Recorded
from tutor.programs.spots import Spot, lines_of
from tutor.programs.syntax import leaves_of, tree_of

Cell = tuple[int, ...]
Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Reason:
    """What is to be said of a value, and the cells that it is about."""

    words: Sequence[str]
    cells: Sequence[tuple[Event, Cell]] = ()


@dataclass(frozen=True, slots=True, eq=False)
class WorkedOut:
    """What was told in one branch of the tree while an expression was worked out."""

    recorded: Recorded
    events: Sequence[Event]
    turned: tuple[ast.expr, Event] | None = None
    """In a turn of a comprehension the piece that is told in each, and what it told in this one."""

    def event_at(self, node: ast.expr) -> Event | None:
        """Return what was told last at an expression, None where nothing was.

        Of a turn it is what came last before its piece or within it, and first behind that.
        """
        found = self.events_at(node)
        if self.turned is None:
            return found[-1] if found else None
        piece, event = self.turned
        begin, end = bounds(span_of(self.recorded, piece))
        first, last = bounds(span_of(self.recorded, node))
        here = next(n for n, each in enumerate(self.events) if each is event)
        told = {id(each) for each in found}
        is_within = begin <= first <= last <= end
        part = self.events[here::-1] if is_within else self.events[here + 1 :]
        return next((each for each in part if id(each) in told), None)

    def events_at(self, node: ast.expr) -> list[Event]:
        """Return what was told at an expression each time that it was worked out."""
        where = span_of(self.recorded, node)
        return [e for e in self.events if e.place.kind != "bound" and span(e.place) == where]

    def turn(self, node: ast.expr, number: int) -> WorkedOut:
        """Return the turn of a comprehension in which a piece of it was told for that time."""
        told = {id(each) for each in self.events_at(node)}
        places = [n for n, each in enumerate(self.events) if id(each) in told]
        first = places[number - 1] + 1 if number else 0
        after = places[number + 1 : number + 2]
        part = self.events[first : after[0] if after else None]
        return replace(self, events=part, turned=(node, self.events[places[number]]))


def worked_out(recorded: Recorded, event: Event, node: ast.AST) -> WorkedOut:
    """Return what was told of a piece of the text, up to an event of the same branch."""
    begin, end = bounds(span_of(recorded, node))
    stop = bisect_right(recorded.events, event.number, key=lambda each: each.number)
    found: list[Event] = []
    for each in reversed(recorded.events[:stop]):
        if each.node != event.node:
            continue
        if each is event:
            found.clear()  # what is told behind it with no operation between
            continue
        first, last = bounds(span(each.place))
        if begin <= first <= last <= end:
            found.append(each)
        elif found:  # of a statement before it
            break
    return WorkedOut(recorded, found[::-1])


def within_call(recorded: Recorded, node: int) -> WorkedOut:
    """Return what was told in a call of a function, outside of its loops and of other calls."""
    return WorkedOut(recorded, [each for each in recorded.events if each.node == node])


def span(place: Spot) -> Span:
    return place.line, place.column, place.end_line, place.end_column


def bounds(where: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where a piece of the text begins and ends."""
    return where[:2], where[2:]


def span_of(recorded: Recorded, node: ast.AST) -> Span:
    """Return where an expression or a statement stands, as the places of a run tell it."""
    return _span(recorded.program.code, node)


@lru_cache(maxsize=4096)
def _span(code: str, node: ast.AST) -> Span:
    assert isinstance(node, ast.expr | ast.stmt)
    lines = _text_lines(code)
    end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    ends = (node.lineno, node.col_offset), (end_line, end)
    (line, column), (last, stop) = ((at, _characters(lines[at - 1], to)) for at, to in ends)
    return line, column, last, stop


@lru_cache(maxsize=4)
def _text_lines(code: str) -> list[str]:
    return code.split("\n")


def _characters(line: str, octets: int) -> int:
    return len(*lines_of(line.encode()[:octets].decode(errors="ignore")))


def node_at(recorded: Recorded, event: Event) -> ast.AST | None:
    """Return the statement or the expression that tells an event."""
    return _nodes(recorded.program.code).get(span(event.place))


@lru_cache(maxsize=4)
def _nodes(code: str) -> Mapping[Span, ast.AST]:
    """All statements and expressions by where they stand, the outermost of those alike."""
    found: dict[Span, ast.AST] = {}
    for node in ast.walk(tree_of(code)):
        if isinstance(node, ast.expr | ast.stmt):
            found.setdefault(_span(code, node), node)
    return found


def assigned(recorded: Recorded, event: Event) -> ast.expr | None:
    """Return what a statement gives to a name or to a part of an array, None of several at once."""
    node = _assignments(recorded.program.code).get(span(event.place))
    return node.value if node and not _is_shared(node) else None


def shared_out(recorded: Recorded, event: Event) -> ast.expr | None:
    """Return what a statement gives to several names at once, None of one alone."""
    node = _assignments(recorded.program.code).get(span(event.place))
    return node.value if node and _is_shared(node) else None


def _is_shared(node: ast.Assign) -> bool:
    return isinstance(node.targets[0], ast.Tuple | ast.List)


@lru_cache(maxsize=4)
def _assignments(code: str) -> Mapping[Span, ast.Assign]:
    """The statements that assign, by where each target stands and by where they do."""
    found: dict[Span, ast.Assign] = {}
    for node in ast.walk(tree_of(code)):
        if isinstance(node, ast.Assign):
            found[_span(code, node)] = node
            found |= {_span(code, each): node for each in leaves_of(node.targets[0])}
    return found
