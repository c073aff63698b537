"""What a statement that changes an array or a number makes of a cell."""

from __future__ import annotations

import ast

import numpy as np

from tutor.programs.expressions import statement
from tutor.programs.listing import figure
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import Value
from tutor.programs.why.cells import number_of, within
from tutor.programs.why.choosing import Choice, came_to, chosen
from tutor.programs.why.evaluation import Unknown, operands_by_text
from tutor.programs.why.indexed import entry
from tutor.programs.why.moved import part_of
from tutor.programs.why.source import Cell, Source, Sources, fits, same_cell
from tutor.programs.why.worked_out import node_at, worked_out


def changed(recorded: Recorded, event: Event, cell: Cell) -> Sources:
    """Return what a cell is made of: by W -= lr * dW of its old value, by G[k] = v of none.

    What G[k] = v leaves as it was is "kept".
    """
    operands, whole = operands_by_text(event), event.value.array.shape
    match statement(event.place.text):
        case ast.AugAssign(target=target, value=value) | ast.Assign(targets=[target], value=value):
            by = operands.get(ast.unparse(value))
        case _:
            return Sources("unknown")
    is_new = isinstance(statement(event.place.text), ast.Assign)
    if not event.operands or event.operands[0].value.array.shape != whole:
        return Sources("unknown")
    old = Source(event.operands[0], cell)
    if isinstance(target, ast.Subscript) and ast.unparse(target.value) == event.name:
        place = part_of(cell, whole, target.slice, operands)
    else:
        place = cell, whole
    if place is None:
        return Sources("kept", [old])
    if isinstance(value, Choice):
        return _by_choice(recorded, event, cell, old)
    new = [same_cell(by, *place)] if by and fits(by, place[1]) else []
    return Sources("set" if is_new else "pointwise", new if is_new else [old, *new])


def _by_choice(recorded: Recorded, event: Event, cell: Cell, old: Source) -> Sources:
    """Of n += 1 if s > 0 else 0 what it takes, and why that; raise Unknown."""
    written = node_at(recorded, event)
    if not isinstance(written, ast.Assign | ast.AugAssign):
        raise Unknown
    if not isinstance(written.value, ast.IfExp | ast.BoolOp):
        raise Unknown
    there = worked_out(recorded, event, written.value)
    whose, number = entry(event.name or "", cell), event.value.array[cell]
    words = [event.place.text]
    if isinstance(written, ast.AugAssign):
        number, whose = came_to(there, written.value), "what is taken"
    value = Value(np.asarray(number), "python float", ())
    reason = chosen(there, written.value, whose, value, ())
    words += reason.words
    cells = [Source(*each) for each in reason.cells]
    if isinstance(written, ast.AugAssign):
        sign = event.place.text.partition("=")[0].rsplit(maxsplit=1)[-1]
        made = figure(float(event.value.array[cell]), event.value)
        words.append(f"{number_of(old)} {sign} {within(figure(number, old.event.value))} = {made}")
        cells = [old, *cells]
    return Sources("told", cells, words=words)
