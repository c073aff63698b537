"""Test data that go to the network as they came, where what it was trained on was scaled before."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.parts import named_part
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.unlike_parts import KIND
from tutor.programs.noticing.unscaled_queries import is_asked_so
from tutor.programs.recorded import Event, Recorded

_STATISTICS = {"mean", "std", "var", "min", "max", "median", "ptp", "len", "zip", "average"}
_LOOKED_AT = {"shape", "size", "ndim", "mean", "std", "var", "min", "max", "ptp"}
_TIMES = 3
"""How many times wider or further out numbers are that were not scaled."""


@dataclass(frozen=True, slots=True, eq=False)
class _Raw:
    """Test data that are handed on as they are, and the scaled training data beside them."""

    given: ast.Name
    train: str
    scaled: str
    line: int
    """Where the training data are scaled."""


def raw_tests(recorded: Recorded) -> Iterator[Noticed]:
    """A_train = (X_train - mu) / sd, all is learned from A_train, and then predict(X_test)."""
    found = _raw(recorded.program.code)
    reads = [event for event in recorded.events if not event.is_operation] if found else []
    for raw in found:
        event = next((e for e in reads if _is_at(e, raw.given)), None)
        if event is None or not is_asked_so(event, recorded):
            continue  # it may be scaled in there
        if _is_further_out(event, raw.scaled, reads):
            said = (
                f"{raw.train} is scaled before the network sees it (line {raw.line}), and "
                f"{raw.given.id} goes in as it came: scale it by the same figures."
            )
            yield Noticed(event, KIND, said)
            return


def _is_at(event: Event, node: ast.Name) -> bool:
    place = event.place
    return (event.line, place.column, place.text) == (node.lineno, node.col_offset, node.id)


def _is_further_out(event: Event, scaled: str, reads: Sequence[Event]) -> bool:
    """Whether the test data are in other units than what was scaled, column by column."""
    beside = next((e for e in reads if e.place.text == scaled), None)
    if beside is None or event.value.array.ndim != 2 or beside.value.array.ndim != 2:
        return False
    raw, done = (np.abs(np.asarray(e.value.array, dtype=float)) for e in (event, beside))
    return bool(raw.mean() > _TIMES * done.mean() or done.mean() > _TIMES * raw.mean())


@lru_cache(maxsize=16)
def _raw(code: str) -> Sequence[_Raw]:
    own = {each.name for each in nodes_of(code) if isinstance(each, ast.FunctionDef)}
    scalings = [*_scalings(code, own)]
    found: list[_Raw] = []
    for node, call in _handed(code, own):
        part = named_part(node.id)
        for train, made, how, line in scalings if part is not None and part.is_test else ():
            other = named_part(train)
            is_beside = other is not None and not other.is_test and part and part.goes_with(other)
            if not is_beside or made in (train, node.id) or how == call or line >= node.lineno:
                continue
            if any(
                each[0] == node.id and each[2] == how and _is_read(each[1], code)
                for each in scalings
            ):
                continue  # it is scaled by another name, and looked at so, too
            if _is_read(made, code) and _is_only_scaled(train, code, own):
                found.append(_Raw(node, train, made, line))
                break
    return found


def _scalings(code: str, own: set[str]) -> Iterator[tuple[str, str, str, int]]:
    """Yield the data that are scaled to another name, that name, by which function, and where."""
    for node in nodes_of(code):
        match node:
            case ast.Assign(targets=[ast.Name(id=made)], value=value):
                pairs = [(made, value)]
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                both = zip(targets, values, strict=False)
                pairs = [(each.id, value) for each, value in both if isinstance(each, ast.Name)]
            case _:
                continue
        for made, value in pairs:
            match value:
                case ast.BinOp(left=left, op=ast.Div()):
                    inner = left.left if isinstance(left, ast.BinOp) else left
                    if isinstance(inner, ast.Name):
                        yield inner.id, made, "", node.lineno
                case ast.Call(func=ast.Name(id=name), args=[ast.Name(id=given), *_]) if name in own:
                    yield given, made, name, node.lineno


def _handed(code: str, own: set[str]) -> Iterator[tuple[ast.Name, str]]:
    """Yield the names that the program's own functions are handed, and to which."""
    for node in nodes_of(code):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            for each in node.args:
                if name in own and isinstance(each, ast.Name):
                    yield each, name


def _is_read(name: str, code: str) -> bool:
    names = (each for each in nodes_of(code) if isinstance(each, ast.Name) and each.id == name)
    return any(isinstance(each.ctx, ast.Load) for each in names)


def _is_only_scaled(train: str, code: str, own: set[str]) -> bool:
    """Whether training data go nowhere but into figures of them and what is scaled by these."""
    scalings = {name for given, _, name, _ in _scalings(code, own) if given == train}
    allowed: set[int] = set()
    for node in nodes_of(code):
        match node:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=args):
                if name in _STATISTICS | scalings:
                    allowed |= {id(part) for each in args for part in ast.walk(each)}
            case ast.BinOp(op=ast.Sub() | ast.Div(), left=ast.Name() as left):
                allowed.add(id(left))
            case ast.Attribute(value=ast.Name() as inner, attr=attr) if attr in _LOOKED_AT:
                allowed.add(id(inner))
    named = (each for each in nodes_of(code) if isinstance(each, ast.Name) and each.id == train)
    return all(id(each) in allowed for each in named if isinstance(each.ctx, ast.Load))
