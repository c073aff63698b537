"""Inputs and targets that the text hands on together: their rows are to belong to each other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tutor.programs.noticing.elsewhere import function_at
from tutor.programs.noticing.rows.known import KnownRows, Meeting
from tutor.programs.noticing.source import is_path, nodes_of
from tutor.programs.recorded import Event, Recorded

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_INPUTS = {"x", "xs", "inputs", "data", "features", "images", "examples", "samples"}
_TARGETS = {"y", "ys", "t", "ts", "labels", "targets", "trues", "answers"}
_Named = ast.Name | ast.Attribute | ast.Subscript


def handed_together(recorded: Recorded, known: KnownRows) -> Iterator[Meeting]:
    """Yield the rows of both for train(X, y) and error(y_test, predict(X_test))."""
    read: dict[tuple[int, str], Event] = {}
    made: dict[str, Event] = {}
    for event in recorded.events:
        if not event.is_operation:
            read.setdefault((event.line, event.place.text), event)
        elif event.name and recorded.frame(event.node) == 0:
            made[event.name] = event
    for pair in _pairs(recorded.program.code):
        is_outside = not function_at(recorded.program.code, pair[0].lineno)
        found = [read.get((each.lineno, ast.unparse(each))) for each in pair]
        if None in found and is_outside:
            found = [made.get(ast.unparse(each)) for each in pair]
        x, y = found
        if x is not None and y is not None:
            yield from _meetings(x, y, known)


def _meetings(x: Event, y: Event, known: KnownRows) -> Iterator[Meeting]:
    given, targets = known.known(x.value), known.known(y.value)
    if given is None or targets is None or given.through or targets.through:
        return
    shapes = x.value.array.shape, y.value.array.shape
    for at, length in enumerate(shapes[0]):
        if shapes[0].count(length) == shapes[1].count(length) == 1:
            yield Meeting(y, given.axes[at], targets.axes[shapes[1].index(length)])


@lru_cache(maxsize=16)
def _pairs(code: str) -> Sequence[tuple[_Named, _Named]]:
    """The inputs and the targets of each call that takes one array of either, and no part of it."""
    found = []
    for node in nodes_of(code):
        if isinstance(node, ast.Call):
            names = [*_names_in(node)]
            both = [_called(names, words) for words in (_INPUTS, _TARGETS)]
            if all(len({ast.unparse(each) for each in named}) == 1 for named in both):
                found.append((both[0][0], both[1][0]))
    return found


def _names_in(node: ast.AST) -> Iterator[_Named]:
    for each in ast.iter_child_nodes(node):
        if isinstance(each, ast.Name | ast.Attribute | ast.Subscript) and is_path(each):
            yield each
        elif not isinstance(each, ast.Subscript | ast.Lambda | ast.comprehension):
            yield from _names_in(each)


def _called(names: Sequence[_Named], words: set[str]) -> list[_Named]:
    return [
        each for each in names if words & {word.lower() for word in _WORDS.findall(_last(each))}
    ]


def _last(node: _Named) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""
