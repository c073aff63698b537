"""A layer's weights times what comes from below, however a program writes it."""

from __future__ import annotations

import ast
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, is_contraction, parsed
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event
from tutor.programs.values import Value

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """A layer's weights times what comes from below, examples last."""

    event: Event
    weights: Event
    data: Event
    W: Array
    below: Array
    rows: bool
    """Whether the program has examples as rows: X @ W."""


def layer_product(event: Event, below: int, above: int) -> Product | None:
    """Return the product of a layer with so many inputs and units, None where it is another."""
    if not event.is_operation or not is_contraction(event.place.text):
        return None
    if len(event.operands) != 2 or event.value.cut:
        return None
    pair = _matrices(event)
    if pair is None:
        return None
    left, right = event.operands
    one, other = pair
    columns = one.shape == (above, below) and other.shape[0] == below
    rows = other.shape == (below, above) and one.shape[1] == below
    if columns and rows:
        meant = meaning(left.place.text.removesuffix(".T"))
        columns = meant is not None and meant.kind == "W"
    if columns:
        return Product(event, left, right, one, other, _is_turned(event.value, one, other))
    return Product(event, right, left, other.T, one.T, True) if rows else None


def _is_turned(value: Value, one: Array, other: Array) -> bool:
    """Whether a product of weights and columns comes out with its examples as rows."""
    wanted = len(one), other.shape[1]
    return value.shape == wanted[::-1] and wanted != wanted[::-1]


def _matrices(event: Event) -> tuple[Array, Array] | None:
    """Return both operands as matrices whose product, or its transpose, is the value."""
    left, right = (np.asarray(each.value.array, dtype=float) for each in event.operands)
    if max(left.ndim, right.ndim) > 2:
        return None
    if called(event.place.text) == "einsum":
        return _by_labels(event, left, right)
    one, other = np.atleast_2d(left), right.reshape(-1, 1) if right.ndim < 2 else right
    return one, other.T if called(event.place.text) == "inner" and right.ndim == 2 else other


def _by_labels(event: Event, left: Array, right: Array) -> tuple[Array, Array] | None:
    """Turn the operands of einsum("nd,dh->nh", X, W) so that their inner axes meet."""
    match parsed(event.place.text):
        case ast.Call(args=[ast.Constant(value=str(text)), *_]):
            taken, arrow, given = text.replace(" ", "").partition("->")
        case _:
            return None
    labels = taken.split(",")
    if len(labels) != 2 or not arrow or [*map(len, labels)] != [left.ndim, right.ndim]:
        return None
    inner = (set(labels[0]) & set(labels[1])) - set(given)
    if len(inner) != 1 or not all(len(set(each)) == len(each) for each in labels):
        return None
    (label,) = inner
    one, other = np.atleast_2d(left), right.reshape(-1, 1) if right.ndim < 2 else right
    if left.ndim == 2 and labels[0].index(label) == 0:
        one = left.T
    if right.ndim == 2 and labels[1].index(label) == 1:
        other = right.T
    return one, other
