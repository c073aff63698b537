"""Batches that are cut by their number, k, and do not stand one behind the other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.expressions import respelled
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of

KIND = "batches"
_PLACES = re.compile(r"(?:start|begin|first|lo|low|offset|pos|position|beg|from)(?:_|\d|$)|i0|s0")
"""What a number is called that is the place of an example."""
_TRIED = 1009, 503
"""A size and a number by which two ways to write a place in the data are held side by side."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is cut out in a loop that counts batches, and what is said of it."""

    line: int
    said: str


def numbered_batches_astray(recorded: Recorded) -> Iterator[Noticed]:
    """for k in range(n // size) with [k:k + size], [k * size:(k + 1) * size - 1], [k * size:size].

    Also range(0, n - size, size), which leaves out the last whole batch.
    """
    cuts = _cuts(recorded.program.code)
    lines = {cut.line for cut in cuts}
    ran: dict[int, Event] = {}
    for event in recorded.events if cuts else ():
        if event.line in lines:
            ran.setdefault(event.line, event)
    for cut in cuts:
        if cut.line in ran:
            yield Noticed(ran[cut.line], KIND, cut.said)
    yield from _left_out(recorded)
    yield from _as_many_as_in_one(recorded)


def _as_many_as_in_one(recorded: Recorded) -> Iterator[Noticed]:
    """for k in range(size) with [k * size:(k + 1) * size], where there are more, or less."""
    cuts = _counted_by_size(recorded.program.code)
    ran: dict[tuple[int, str], Event] = {}
    lines: dict[int, Event] = {}
    for event in recorded.events if cuts else ():
        ran.setdefault((event.line, respelled(event.place.text)), event)
        lines.setdefault(event.line, event)
    for loop, cut, size in cuts:
        first = ran.get(cut)
        if first is None or loop not in lines or not first.operands:
            continue
        whole, in_one = first.operands[0].value.array, first.operands[-1].value.array
        number = int(in_one.ravel()[0]) if in_one.size == 1 else 0
        if whole.ndim and number > 0 and number**2 not in whole.shape:
            said = (
                f"{size} is how many examples are in one batch, not how many batches there are: "
                f"{len(whole)} // {size} are {len(whole) // number}."
            )
            yield Noticed(lines[loop], KIND, said)


@lru_cache(maxsize=16)
def _counted_by_size(code: str) -> Sequence[tuple[int, tuple[int, str], str]]:
    """The lines of such loops, the first cut in each, and the size."""
    found = []
    for loop in ast.walk(tree_of(code)):
        match loop:
            case ast.For(
                target=ast.Name(id=number),
                iter=ast.Call(func=ast.Name(id="range"), args=[ast.Name() as size]),
            ):
                named = {number: _TRIED[1], size.id: _TRIED[0]}
                ends = _TRIED[0] * _TRIED[1], _TRIED[0] * (_TRIED[1] + 1)
                inner = [each for statement in loop.body for each in ast.walk(statement)]
                for node in inner:
                    match node:
                        case ast.Subscript(slice=ast.Slice(lower=low, upper=up, step=None)):
                            if (_value(low, named), _value(up, named)) == ends:
                                cut = node.lineno, ast.unparse(node)
                                found.append((loop.lineno, cut, size.id))
                                break
    return found


def _left_out(recorded: Recorded) -> Iterator[Noticed]:
    """The end of range(0, n - size, size), where size goes into n."""
    ends = _ends(recorded.program.code)
    for event in recorded.operations if ends else ():
        if (event.line, event.place.text) in ends and len(event.operands) == 2:
            whole, size = (float(each.value.array) for each in event.operands)
            if 0 < size < whole and whole % size == 0:
                count = event.operands[0].place.text
                said = (
                    f"The end of a range is not in it, so the last {size:g} of {whole:g} are in "
                    f"no batch: write range(0, {count}, {event.operands[1].place.text})."
                )
                yield Noticed(event, KIND, said)
                return


@lru_cache(maxsize=16)
def _ends(code: str) -> frozenset[tuple[int, str]]:
    """The lines and texts of what such a range goes to."""
    found = set[tuple[int, str]]()
    tree = tree_of(code)
    for node in ast.walk(tree):
        match node:
            case ast.For(
                iter=ast.Call(
                    func=ast.Name(id="range"),
                    args=[
                        ast.Constant(value=0),
                        ast.BinOp(op=ast.Sub(), right=ast.Name(id=taken)) as end,
                        ast.Name(id=size),
                    ],
                )
            ) if taken == size:
                found.add((end.lineno, ast.get_source_segment(code, end) or ""))
    return frozenset(found)


@lru_cache(maxsize=16)
def _cuts(code: str) -> Sequence[_Cut]:
    tree = tree_of(code)
    assigned = _assigned_once(tree)
    found = []
    for loop in ast.walk(tree):
        match loop:
            case ast.For(
                target=ast.Name(id=number),
                iter=ast.Call(func=ast.Name(id="range"), args=[count]),
            ) if size := _size_of(count, assigned):
                inner = [each for statement in loop.body for each in ast.walk(statement)]
                cuts = [
                    _Cut(node.lineno, said)
                    for node in inner
                    if isinstance(node, ast.Subscript) and (said := _astray(node, number, size))
                ]
                begins = [cut for cut in cuts if cut.said.startswith(_counts(number))]
                if len(begins) > 1 or (begins and _PLACES.match(number)):
                    cuts = [_Cut(loop.lineno, _by_places(number, size, count, assigned))]
                found += cuts
    return found


def _counts(number: str) -> str:
    return f"{number} counts batches, not examples"


def _by_places(number: str, size: str, count: ast.expr, assigned: Mapping[str, ast.expr]) -> str:
    """What is said where all cuts take a batch's number as the place that it begins at."""
    node = assigned.get(count.id, count) if isinstance(count, ast.Name) else count
    whole = ast.unparse(node.left) if isinstance(node, ast.BinOp) else "n"
    return (
        f"{_counts(number)}, and is taken as the place where a batch begins: write "
        f"range(0, {whole}, {size})."
    )


def _assigned_once(tree: ast.Module) -> Mapping[str, ast.expr]:
    """What a name stands for that is assigned at one place alone."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
    return {name: values[0] for name, values in found.items() if len(values) == 1}


def _size_of(count: ast.expr, assigned: Mapping[str, ast.expr]) -> str:
    """By what a number of batches was divided: size of n // size, int(n / size), ceil(n / size)."""
    match count:
        case ast.Name(id=name) if name in assigned:
            return _size_of(assigned[name], {})
        case ast.Call(func=ast.Name(id="int"), args=[inner]):
            return _size_of(inner, assigned)
        case ast.Call(func=ast.Attribute(attr="ceil" | "floor"), args=[inner]):
            return _size_of(inner, assigned)
        case ast.BinOp(op=ast.FloorDiv() | ast.Div(), right=ast.Name() | ast.Attribute() as size):
            return ast.unparse(size)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=ast.Constant()):
            return _size_of(left, assigned)
    return ""


def _astray(node: ast.Subscript, number: str, size: str) -> str:
    """What is to be said of a part that is cut out, "" for nothing."""
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    cut = [part for part in parts if isinstance(part, ast.Slice) and part.upper is not None]
    if len(cut) != 1 or cut[0].step is not None:
        return ""
    size_tried, tried = _TRIED
    names = {number: tried, size: size_tried}
    lower = _value(cut[0].lower, names) if cut[0].lower is not None else 0
    upper = _value(cut[0].upper, names)
    right = f"write {number} * {size}:({number} + 1) * {size}."
    if lower is None or upper is None:
        return ""
    if (lower, upper) == (tried, tried + size_tried):
        return f"{_counts(number)}, so each batch begins one behind the one before: {right}"
    begin, end = tried * size_tried, (tried + 1) * size_tried
    if (lower, upper) == (begin, end - 1):
        return f"The end of a part is not in it: the last example of each is left out: {right}"
    if (lower, upper) == (begin + 1, end):
        return f"A part begins with what stands before the colon: one is left out: {right}"
    if (lower, upper) in ((begin, size_tried), (begin, tried + size_tried)):
        return f"The end does not go along with {number}, so all but the first are empty: {right}"
    if (lower, upper) == (begin - size_tried, begin):
        return f"{number} counts from 0, so the first part is empty: {right}"
    return ""


def _value(node: ast.expr | None, names: Mapping[str, int]) -> int | None:
    """The number that an expression comes to with these, None where it holds anything else."""
    if node is None:
        return None
    if (text := ast.unparse(node)) in names:
        return names[text]
    match node:
        case ast.Constant(value=int(found)):
            return found
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _value(left, names), _value(right, names)
            if one is None or other is None:
                return None
            match op:
                case ast.Add():
                    return one + other
                case ast.Sub():
                    return one - other
                case ast.Mult():
                    return one * other
    return None
