"""Which cells a cell was made from, and how."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

import numpy as np

from tutor.programs.expressions import called, is_product, parsed, sign, statement
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.along import ALONG, along
from tutor.programs.why.assigned import given_to
from tutor.programs.why.changed import changed
from tutor.programs.why.choosing import Choice, as_it_ran
from tutor.programs.why.contractions import CONTRACTIONS, contracted
from tutor.programs.why.ending import ended
from tutor.programs.why.evaluation import MODULES, UNTOLD, Unknown, operands_by_text
from tutor.programs.why.gathered import Gathering, gathered, piece
from tutor.programs.why.indexed import entry
from tutor.programs.why.inner import inner_operations, put_together, summed_up
from tutor.programs.why.moved import moved
from tutor.programs.why.origins import returned_from
from tutor.programs.why.reductions import REDUCTIONS, reduced
from tutor.programs.why.solved import SOLVED, put_in, quotient
from tutor.programs.why.source import Cell, How, Source, Sources, fits, same_cell, told_of
from tutor.programs.why.unpacked import unpacked
from tutor.programs.why.worded import in_words
from tutor.programs.why.worked_out import node_at, worked_out

_POINTWISE_WORDS = (
    "exp log log2 log10 log1p expm1 tanh sinh cosh sin cos sqrt abs absolute fabs square power pow "
    "maximum minimum fmax fmin where clip sign multiply add subtract divide true_divide mod "
    "negative reciprocal round around float int bool astype logical_and logical_or logical_not "
    "isnan isinf isfinite greater less equal not_equal float64 float32 heaviside logaddexp "
    "greater_equal less_equal logical_xor isclose nan_to_num hypot arctan arctan2 arcsin arccos "
    "floor ceil trunc rint exp2 cbrt floor_divide remainder fmod positive invert bitwise_not "
    "bitwise_and bitwise_or sinc"
)
POINTWISE = frozenset(_POINTWISE_WORDS.split())
"""Functions that make each cell from the same cell of what they take."""


def sources_of(recorded: Recorded, event: Event, cell: Cell) -> Sources:
    """Return what a cell of an operation's value was made from."""
    if event.place.kind == "bound":
        return _bound(recorded, event, cell)
    try:
        return told_of(ended(recorded, event, cell))
    except UNTOLD:
        pass
    if inner := returned_from(recorded, event) or _handed_back(recorded, event):
        return Sources("returned", [Source(inner, cell)])
    event = as_it_ran(recorded, event)
    if event.value.cut or any(operand.value.cut for operand in event.operands):
        return Sources("unknown")
    try:
        return _computed(recorded, event, cell)
    except UNTOLD:
        return Sources("unknown")


def _bound(recorded: Recorded, event: Event, cell: Cell) -> Sources:
    """What a name stands for that was given in a call, or unpacked."""
    try:
        return told_of(given_to(recorded, event, cell))
    except UNTOLD:
        pass
    origin = recorded.computed(event)
    if origin is not event:
        return Sources("bound", [Source(origin, cell)])
    part = unpacked(recorded, event)
    return sources_of(recorded, part, cell) if part is not event else Sources("unknown")


def _computed(recorded: Recorded, event: Event, cell: Cell) -> Sources:
    """What an operation made a cell from, by what it is; raises one of what cannot be told."""
    text = event.place.text
    if event.place.kind == "change":
        if is_product(text):  # A @= W
            return _products(event, cell)
        return changed(recorded, event, cell)
    if is_product(text) and (product := _products(event, cell)).how != "unknown":
        return product
    if called(text) in CONTRACTIONS:
        pairs = [Source(*each) for each in contracted(event, cell)]
        return Sources("products" if len(event.operands) == 2 else "reduced", pairs)
    if called(text) in SOLVED:
        found = quotient(event, cell)
        return Sources("solved", [Source(*each) for each in put_in(event)], found)
    node = parsed(text)
    return _by_its_text(recorded, node, event, cell) if node else Sources("unknown")


def _by_its_text(recorded: Recorded, node: ast.expr, event: Event, cell: Cell) -> Sources:
    operands = operands_by_text(event)
    if told := in_words(node, event, operands, cell):
        return told
    if _is_pointwise(node):
        return _pointwise(event, cell)
    try:
        how, made_from = _explained(node, event, operands, cell)
    except Unknown:
        return _within(recorded, event, cell)
    if not made_from and how != "filled":
        return _within(recorded, event, cell)
    return Sources(how, [Source(*each) for each in made_from])


def _explained(
    node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell
) -> tuple[How, Sequence[tuple[Event, Cell]]]:
    """Return what a function that is known by its name made a cell from; raise Unknown."""
    name = called(event.place.text)
    if name in REDUCTIONS:
        return "reduced", reduced(node, event, operands, cell)
    if name in ALONG:
        return along(node, event, operands, cell)
    return moved(node, event, operands, cell)


def _handed_back(recorded: Recorded, event: Event) -> Event | None:
    """The last operation within a call, as of a lambda, where its very array is what comes back."""
    if not isinstance(parsed(event.place.text), ast.Call) or not event.value.is_array:
        return None
    if any(operand.value is event.value for operand in event.operands):
        return None
    told = (e for e in reversed(recorded.operations) if e.number < event.number)
    before = next(told, None)
    return before if before and before.value is event.value else None


def _within(recorded: Recorded, event: Event, cell: Cell) -> Sources:
    """What was made of operations within it, of a comprehension."""
    if told := _gathered(recorded, event, cell):
        return told
    inner = [] if event.operands else inner_operations(recorded, event)
    if numbers := summed_up(event, inner):
        return Sources("reduced", [Source(*each) for each in numbers])
    part = put_together(event, inner, cell)
    return Sources("moved" if part else "unknown", [Source(*each) for each in part])


def _gathered(recorded: Recorded, event: Event, cell: Cell) -> Sources | None:
    """What was chosen time after time: np.array([1 if z > 0 else 0 for z in Z])."""
    node = node_at(recorded, event)
    inner = node.args[0] if isinstance(node, ast.Call) and node.args else None
    if not cell or not isinstance(inner, Gathering) or not isinstance(piece(inner), Choice):
        return None
    there, whose = worked_out(recorded, event, inner), entry(event.name or "it", cell)
    try:
        return told_of(gathered(there, inner, event.value, whose, cell))
    except UNTOLD:
        return None


def is_stretched(operand: Event, event: Event) -> bool:
    """Whether an operand is repeated along an axis to go with the others, cell by cell."""
    shape, whole = operand.value.shape, event.value.shape
    written = statement(event.place.text)
    is_change = isinstance(written, ast.AugAssign) and not isinstance(written.target, ast.Subscript)
    node = parsed(event.place.text)
    if not shape or shape == whole or not (is_change or (node and _is_pointwise(node))):
        return False
    return not operand.value.cut and not event.value.cut and fits(operand, whole)


def _is_pointwise(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp | ast.Compare | ast.UnaryOp):
        return True
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in ("abs", "float", "int", "bool", "round", "pow")
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)):
            return name in POINTWISE and (owner in MODULES or name in ("astype", "clip", "round"))
        case ast.Call(func=ast.Attribute(attr="astype" | "clip" | "round")):
            return True
        case ast.Call(func=ast.Call(func=ast.Attribute(attr="vectorize"))):
            return True
    return False


def _pointwise(event: Event, cell: Cell) -> Sources:
    """The same cell of every operand; what is smaller was stretched."""
    shape = event.value.array.shape
    shapes = [operand.value.array.shape for operand in event.operands]
    try:
        fits = bool(shapes) and np.broadcast_shapes(*shapes) == shape
    except ValueError:
        fits = False
    if not fits:
        return Sources("unknown")
    return Sources("pointwise", [same_cell(operand, cell, shape) for operand in event.operands])


def _products(event: Event, cell: Cell) -> Sources:
    """A row of the first operand and a column of the second, cell by cell."""
    if len(event.operands) == 1:  # the other one is a number: np.dot(v, 2)
        return _pointwise(event, cell)
    if len(event.operands) != 2:
        return Sources("unknown")
    left, right = event.operands
    a, b = left.value.array, right.value.array
    if not a.ndim or not b.ndim:
        return _pointwise(event, cell)
    of_row, of_column = min(a.ndim - 1, 1), min(b.ndim - 1, 1)
    batch = len(cell) - of_row - of_column
    is_stacked = sign(event.place.text) == "MatMult" or called(event.place.text) == "matmul"
    if batch < 0 or (batch and not is_stacked) or a.shape[-1] != b.shape[max(b.ndim - 2, 0)]:
        return Sources("unknown")
    above, row, column = cell[:batch], cell[batch : batch + of_row], cell[batch + of_row :]
    left_above, right_above = (_batch(above, each.shape[:-2]) for each in (a, b))
    pairs = (
        (Source(left, (*left_above, *row, k)), Source(right, (*right_above, k, *column)))
        for k in range(a.shape[-1])
    )
    return Sources("products", [each for pair in pairs for each in pair])


def _batch(cell: Cell, shape: tuple[int, ...]) -> Cell:
    tail = cell[len(cell) - len(shape) :]
    return tuple(0 if n == 1 else at for at, n in zip(tail, shape, strict=True))
