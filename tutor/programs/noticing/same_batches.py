"""Batches that are the same in each turn, as what the loop goes through is not in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.programs.expressions import parsed
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

_PARTS = re.compile(r"batch|chunk|idx|ind(?:ex|ices|s)?\b|split|part|rows|sel|order|perm|start")
_MIXES = re.compile(r"shuffl|permut|choice|sample|draw|rand|roll|rotate|sort|next|pop")


def same_batches(recorded: Recorded) -> Iterator[Noticed]:
    """for batch in np.array_split(order, 4): x = X[order[:8]]."""
    nodes = nodes_of(recorded.program.code)
    outer = [each for each in nodes if isinstance(each, ast.For | ast.While)]
    inner = {id(e) for loop in outer for part in loop.body for e in ast.walk(part)}
    for loop in outer:
        if not isinstance(loop, ast.For) or id(loop) not in inner or not _is_unused(loop):
            continue
        parts = _cut_in(loop, recorded)
        for told in parts:
            event, table = told[0], told[0].operands[0]
            if _goes_through_parts(loop) or _goes_through_all(loop, event, table, recorded):
                name = ast.unparse(loop.target)
                said = (
                    f"This is the same part of {table.place.text} in each turn: {name}, which the "
                    f"loop goes through, is not in it."
                )
                yield Noticed(event, "same batch", said)
                break


def first_part_alone(recorded: Recorded) -> Iterator[Noticed]:
    """[data[:size] for k in range(0, n, size)]: the same examples again and again."""
    for cut, loop in _first_parts(recorded.program.code):
        lines = range(loop.lineno, (loop.end_lineno or loop.lineno) + 1)
        told = [each for each in recorded.events if each.line in lines]
        event = next((each for each in told if each.line == cut.lineno), next(iter(told), None))
        if event is not None:
            name = ast.unparse(loop.target)
            said = f"This is the same part in each turn: {name} is not in {ast.unparse(cut)}."
            yield Noticed(written_at(cut, event, recorded), "same batch", said)


@dataclass(frozen=True, slots=True, eq=False)
class _Loop:
    """What is gone through, by a loop or within brackets."""

    target: ast.expr
    steps: ast.expr
    """How far one turn is from the next."""
    inside: Sequence[ast.AST]
    lineno: int
    end_lineno: int | None


def _first_parts(code: str) -> Iterator[tuple[ast.Subscript, _Loop]]:
    """Yield the cuts [:size] or [0:size] in what goes by `size` through a range, one a loop."""
    for loop in _loops_by_steps(code):
        names = {each.id for each in loop.inside if isinstance(each, ast.Name)}
        name = ast.unparse(loop.target)
        if name in names or name.startswith("_") or _is_mixed(loop):
            continue
        for node in loop.inside:
            match node:
                case ast.Subscript(
                    value=ast.Name() | ast.Attribute() as cut,
                    slice=ast.Slice(
                        lower=None | ast.Constant(value=0), upper=ast.expr() as upper, step=None
                    ),
                ) if ast.unparse(upper) == ast.unparse(loop.steps) and not _is_given(cut, loop):
                    yield node, loop
                    break


def _loops_by_steps(code: str) -> Iterator[_Loop]:
    """Yield what goes through range(0, n, size)."""
    parts: list[ast.AST]
    for node in nodes_of(code):
        match node:
            case (
                ast.ListComp(elt=elt, generators=[through])
                | ast.GeneratorExp(elt=elt, generators=[through])
            ):
                target, over, parts = through.target, through.iter, [elt]
            case ast.For(target=target, iter=over, body=body):
                parts = [*body]
            case _:
                continue
        if isinstance(over, ast.Call) and len(over.args) == 3:
            inside = [each for part in parts for each in ast.walk(part)]
            yield _Loop(target, over.args[2], inside, node.lineno, node.end_lineno)


def _is_mixed(loop: _Loop) -> bool:
    """Whether examples are drawn, or put in another order, in each turn."""
    calls = (each for each in loop.inside if isinstance(each, ast.Call))
    return any(_MIXES.search(ast.unparse(each.func).lower()) for each in calls)


def _is_given(cut: ast.expr, loop: _Loop) -> bool:
    """Whether what is cut becomes another in a turn: rest = rest[size:]."""
    text = ast.unparse(cut)
    stored = (e for e in loop.inside if isinstance(getattr(e, "ctx", None), ast.Store | ast.Del))
    return any(
        ast.unparse(e) == text or (isinstance(e, ast.Subscript) and ast.unparse(e.value) == text)
        for e in stored
    )


def _is_unused(loop: ast.For) -> bool:
    """Whether nothing in a loop looks at what it goes through, though that has a name."""
    names = {e.id for e in ast.walk(loop.target) if isinstance(e, ast.Name)}
    inside = (e for part in loop.body for e in ast.walk(part))
    looked = {e.id for e in inside if isinstance(e, ast.Name) and isinstance(e.ctx, ast.Load)}
    return bool(names) and not names & looked and not any(n.startswith("_") for n in names)


def _cut_in(loop: ast.For, recorded: Recorded) -> Iterator[Sequence[Event]]:
    """Yield the rows that are cut out of a table at a place, where they stay the same."""
    lines = range(loop.body[0].lineno, (loop.end_lineno or loop.lineno) + 1)
    told: dict[int, list[Event]] = {}
    for event in recorded.operations:
        is_cut = event.line in lines and isinstance(parsed(event.place.text), ast.Subscript)
        if is_cut and event.operands and _is_part(event):
            told.setdefault(id(event.place), []).append(event)
    for events in told.values():
        groups: dict[int, list[Event]] = {}
        for event in events:
            turn = next((n for n in recorded.path(event.node) if _is_turn(n, loop, recorded)), None)
            if turn is not None:
                groups.setdefault(recorded.nodes[turn].parent, []).append(event)
        first = next(iter(groups.values()), [])
        others = (each.value.array for each in first[1:])
        if len(first) > 1 and all(np.array_equal(first[0].value.array, e) for e in others):
            yield first


def _is_part(event: Event) -> bool:
    """Whether some rows, or columns, or numbers of examples are cut out."""
    table, value = event.operands[0].value.array, event.value.array
    if table.ndim == value.ndim == 1:
        is_order = np.array_equal(np.sort(table), np.arange(len(table)))
        return is_order and 1 < len(value) < len(table)
    lengths = _lengths(event) if table.ndim == value.ndim > 1 else None
    return lengths is not None and 1 < lengths[1] < lengths[0]


def _lengths(event: Event) -> tuple[int, int] | None:
    """How many examples there are, and how many are taken."""
    shapes = zip(event.operands[0].value.array.shape, event.value.array.shape, strict=True)
    other = [(whole, part) for whole, part in shapes if whole != part]
    return other[0] if len(other) == 1 else None


def _is_turn(node: int, loop: ast.For, recorded: Recorded) -> bool:
    branch = recorded.nodes[node]
    return branch.turn is not None and branch.site is not None and branch.site.line == loop.lineno


def _goes_through_parts(loop: ast.For) -> bool:
    """Whether the names of the loop tell that it goes through batches."""
    if isinstance(loop.iter, ast.Call) and ast.unparse(loop.iter.func) in ("range", "trange"):
        return False
    return bool(_PARTS.search(f"{ast.unparse(loop.target)} {ast.unparse(loop.iter)}".lower()))


def _goes_through_all(loop: ast.For, event: Event, table: Event, recorded: Recorded) -> bool:
    """Whether it has as many turns as there are such parts in the whole."""
    turns = [n for n, b in enumerate(recorded.nodes) if _is_turn(n, loop, recorded)]
    by_loop: dict[int, int] = {}
    for n in turns:
        parent = recorded.nodes[n].parent
        by_loop[parent] = by_loop.get(parent, 0) + 1
    often = next(iter(by_loop.values()), 0)
    lengths = _lengths(event)
    if lengths is None:
        return False
    whole, part = lengths
    return often > 1 and (often - 1) * part < whole <= often * part
