"""Operations that are told in words of their own: what is counted, filled, drawn, weighed."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from tutor.programs.recorded import Event
from tutor.programs.why.counted import counted_in
from tutor.programs.why.evaluation import UNTOLD, Unknown
from tutor.programs.why.made import made
from tutor.programs.why.of_python import of_python
from tutor.programs.why.reductions import weighed
from tutor.programs.why.source import Cell, Source, Sources, told_of


def in_words(
    node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell
) -> Sources | None:
    """Return what is said of a cell, None where no words but those of its kind fit."""
    for way in (_sized, _weighed, _of_python, _counted, _made):
        try:
            return way(node, event, operands, cell)
        except UNTOLD:
            continue
    return None


def _sized(node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell) -> Sources:
    match node:
        case ast.Attribute(value=value, attr="shape" | "size" | "ndim" as name):
            source, number = operands[ast.unparse(value)], int(event.value.array[cell])
        case _:
            raise Unknown
    along = f"{number} along axis {cell[0]}" if cell else ""
    said = {"shape": along, "size": f"{number} numbers in all", "ndim": f"{number} axes"}
    return Sources("told", words=[f"{source.place.text} has {said[name]}"])


def _weighed(node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell) -> Sources:
    return Sources("weighted", [Source(*e) for e in weighed(node, event, operands, cell)])


def _of_python(node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell) -> Sources:
    return told_of(of_python(node, event, operands, cell))


def _counted(node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell) -> Sources:
    words, found = counted_in(node, event, operands, cell)
    return Sources("told", [Source(*each) for each in found], words=words)


def _made(node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell) -> Sources:
    if not isinstance(node, ast.Call):
        raise Unknown
    return Sources("told", words=made(node, event, operands, cell))
