"""Cells that no cell was made into: filled with one number, counted up, drawn at random."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import numpy as np

from tutor.programs.expressions import called
from tutor.programs.listing import figure
from tutor.programs.recorded import Event
from tutor.programs.why.evaluation import MODULES, Unknown, evaluated

Cell = tuple[int, ...]
_FILLED = ("zeros", "ones", "full", "zeros_like", "ones_like", "full_like")
_EMPTY = ("empty", "empty_like")
_UNITS = ("eye", "identity")
_WRITTEN = ("array", "asarray")
_DRAWN = (
    "rand randn randint random random_sample sample normal uniform standard_normal integers "
    "binomial multinomial poisson exponential beta permutation permuted choice"
)
DRAWN = frozenset(_DRAWN.split())


def made(call: ast.Call, event: Event, operands: Mapping[str, Event], cell: Cell) -> list[str]:
    """Return in words how a function that takes no cells made one; raise Unknown."""
    text, name = event.place.text, called(event.place.text)
    value = figure(float(event.value.array[cell]), event.value)
    if name in DRAWN and _draws(call):
        taken = [each for each in event.operands if each.value.array.ndim]
        of = f" from {taken[0].place.text}" if taken else ""
        return [f"{text}   drew it at random{of}; with its seed each run draws the same"]
    if not _is_numpy(call):
        raise Unknown
    if name in _FILLED:
        given = event.operands[:1] if name.endswith("_like") else []
        whose = f"takes the shape of {given[0].place.text}, and " if given else ""
        return [f"{text}   {whose}fills every cell with {value}"]
    if name in _EMPTY:
        return [f"{text}   only takes the memory: {value} is what stood there before"]
    if name in _UNITS:
        where = "on" if event.value.array[cell] else "beside"
        return [f"{text}   has ones on its diagonal alone; this cell lies {where} it"]
    if name in ("arange", "linspace"):
        return [text, _counted_up(call, name, event, operands, cell)]
    if name in _WRITTEN and not event.operands and _is_plain(call.args[0]):
        return [f"{text}   writes it down"]
    raise Unknown


def _is_plain(node: ast.AST) -> bool:
    """Whether it is written down in numbers alone."""
    match node:
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return all(map(_is_plain, parts))
        case ast.UnaryOp(operand=ast.Constant()):
            return True
    return isinstance(node, ast.Constant)


def _draws(call: ast.Call) -> bool:
    """Whether it may be a generator's: np.random.rand(3), rng.normal(size=3)."""
    return isinstance(call.func, ast.Attribute) and not _is_numpy(call)


def _is_numpy(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id=owner)):
            return owner in MODULES
    return False


def _counted_up(
    call: ast.Call, name: str, event: Event, operands: Mapping[str, Event], cell: Cell
) -> str:
    """The start and so many steps: "0 + 3 · 0.25 = 0.75"."""
    after = [evaluated(each, operands) for each in call.args]
    array = event.value.array
    if len(cell) != 1 or not all(isinstance(each, int | float) for each in after):
        raise Unknown
    start: Any = after[0] if name == "linspace" or len(after) > 1 else 0
    step = float(array[1] - array[0]) if len(array) > 1 else 0.0
    if not np.isclose(start + cell[0] * step, array[cell]):
        raise Unknown
    first, by, value = (figure(float(each), event.value) for each in (start, step, array[cell]))
    by = f"({by})" if by.startswith("−") else by
    return f"{first} + {cell[0]} · {by} = {value}"
