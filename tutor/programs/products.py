"""A layer's weights times what comes from below, however a program writes it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, is_contraction, parsed, sign
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event
from tutor.programs.reference import Truth
from tutor.programs.values import Value

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """A layer's weights times what comes from below, examples last."""

    event: Event
    weights: Event
    data: Event
    W: Array
    """As the program has them: the biases may be a column of it."""
    below: Array
    rows: bool
    """Whether the program has examples as rows: X @ W."""
    bias: int | None = None
    """Which column holds the biases, and is multiplied by a constant put to the inputs."""
    constant: float = 1.0
    is_turned: bool = False
    """Whether the program has it with its sign turned, for an exponential: exp(-X @ W - b)."""

    @property
    def is_of_vectors(self) -> bool:
        """Whether its operands do not tell by their shapes which of them are the weights."""
        return self.weights.value.array.ndim == self.data.value.array.ndim == 1

    @property
    def swapped(self) -> Product:
        """The same of two vectors with the other one for the weights."""
        W, below = self.below.T, self.W.T
        return replace(self, weights=self.data, data=self.weights, W=W, below=below)

    @property
    def with_its_sign(self) -> Product:
        """The same where what comes from below was turned on the way into it."""
        return replace(self, below=-self.below, constant=-self.constant, is_turned=True)

    @property
    def alone(self) -> Array:
        """The weights without the biases."""
        return self.W if self.bias is None else np.delete(self.W, self.bias, axis=1)

    @property
    def without_biases(self) -> Array:
        """The weights with zeros in the place of the biases."""
        return self.W if self.bias is None else np.insert(self.alone, self.bias, 0.0, axis=1)

    @property
    def penalised(self) -> list[Array]:
        """What a penalty may be on: the weights, or all of them but the biases among them."""
        if self.bias is None:
            return [self.W]
        return [self.W, self.without_biases, self.alone]


def layer_product(event: Event, below: int, above: int, rows: bool | None = None) -> Product | None:
    """Return the product of a layer with so many inputs and units, None where it is another.

    One input more may be the constant of the biases. `rows` says whether the layers below have
    examples as rows, where there are any: what may be read either way is read as these are.
    """
    if not _may_be_product(event.place.text):
        return None
    if found := _product(event, below, above, rows):
        return found
    wider = _product(event, below + 1, above, rows)
    return _with_biases(wider) if wider else None


@lru_cache(maxsize=4096)
def _may_be_product(text: str) -> bool:
    """Whether it is one, or a sum that may be one written out."""
    return is_contraction(text) or called(text) == "sum"


def _with_biases(wider: Product) -> Product | None:
    """The product where its first input, or its last, is the constant of the biases."""
    for bias in (0, len(wider.below) - 1):
        row = wider.below[bias]
        if np.ptp(row) == 0 and (len(row) > 2 or row[0] == 1):
            below = np.delete(wider.below, bias, axis=0)
            return replace(wider, below=below, bias=bias, constant=float(row[0]))
    return None


def on_one_side(products: Sequence[Product]) -> list[Product]:
    """Return products whose biases are the first column, or the last, in all of them alike.

    Where a unit gives the same for all examples, its own layer does not tell which it is.
    """
    sides = {each.bias == 0 for each in products if each.bias is not None and not _is_either(each)}
    if len(sides) != 1:
        return [*products]
    bias = 0 if sides.pop() else -1
    return [_with_other_side(each, bias) if _is_either(each) else each for each in products]


def _is_either(product: Product) -> bool:
    """Whether both the first input and the last may be the constant of the biases."""
    if product.bias is None or not len(product.below):
        return False
    return bool(np.ptp(product.below[-1 if product.bias == 0 else 0]) == 0)


def _with_other_side(product: Product, bias: int) -> Product:
    assert product.bias is not None
    wider = np.insert(product.below, product.bias, product.constant, axis=0)
    at = bias % len(wider)
    below, constant = np.delete(wider, at, axis=0), float(wider[at, 0])
    return replace(product, below=below, bias=at, constant=constant)


def with_biases_within(truth: Truth, products: Sequence[Product]) -> Truth:
    """Return the truth of a program whose weights hold the biases as one of their columns."""
    values, others = dict(truth.values), {key: [*each] for key, each in truth.others.items()}
    for layer, product in enumerate(products, 1):
        at, constant, below = product.bias, product.constant, f"A[{layer - 1}]"
        if at is None:
            continue
        columns = {
            constant,
            1.0,
        }  # what is put to it may be 1 at first, and another when it is taken
        joined = (np.insert(values[below], at, each, axis=0) for each in columns)
        others.setdefault(below, []).extend(joined)
        if f"dZ[{layer}]" in values:
            db = values.pop(f"db[{layer}]").ravel() * constant
            values[f"dW[{layer}]"] = np.insert(values[f"dW[{layer}]"], at, db, axis=1)
            handed = product.W[:, at] @ values[f"dZ[{layer}]"]
            wider = np.insert(values[f"d{below}"], at, handed, axis=0)
            others.setdefault(f"d{below}", []).append(wider)
    return replace(truth, values=values, others=others)


def _product(event: Event, below: int, above: int, rows: bool | None) -> Product | None:
    if not event.is_operation or event.value.cut:
        return None
    if not is_contraction(event.place.text):
        return _written_out(event, below, above)
    if len(event.operands) != 2:
        return None
    left, right = event.operands
    pair = matrices_of(event.place.text, left, right)
    if pair is None:
        return None
    one, other = pair
    by_columns = one.shape == (above, below) and other.shape[0] == below
    by_rows = other.shape == (below, above) and one.shape[1] == below
    if by_columns and by_rows:
        by_rows = _is_by_rows(left, right) if rows is None else rows
        by_columns = not by_rows
    if by_columns:
        return Product(event, left, right, one, other, _is_turned(event.value, one, other))
    return Product(event, right, left, other.T, one.T, True) if by_rows else None


def _written_out(event: Event, below: int, above: int) -> Product | None:
    """The product of one example that is a sum of products: (W * x).sum(axis=1)."""
    if called(event.place.text) != "sum" or event.value.shape != (above,):
        return None
    times = event.operands[0] if event.operands else event
    if sign(times.place.text) != "Mult" or times.value.shape != (above, below):
        return None
    for weights, data in (times.operands, times.operands[::-1]):
        if (
            weights.value.shape == (above, below) != data.value.shape
            and data.value.array.size == below
        ):
            W, x = (np.asarray(each.value.array, dtype=float) for each in (weights, data))
            return Product(event, weights, data, W, x.reshape(-1, 1), False)
    return None


def _is_by_rows(left: Event, right: Event) -> bool:
    """Whether the weights are on the right, where both would fit: else a table, not a vector."""
    if _means_weights(left) or _means_weights(right):
        return not _means_weights(left)
    return left.value.array.ndim <= right.value.array.ndim


def _means_weights(event: Event) -> bool:
    meant = meaning(event.place.text.removesuffix(".T"))
    return meant is not None and meant.kind == "W"


def _is_turned(value: Value, one: Array, other: Array) -> bool:
    """Whether a product of weights and columns comes out with its examples as rows."""
    wanted = len(one), other.shape[1]
    return value.shape == wanted[::-1] and wanted != wanted[::-1]


def matrices_of(text: str, left: Event, right: Event) -> tuple[Array, Array] | None:
    """Return both operands as matrices whose product, or its transpose, is the value."""
    one, other = (np.asarray(each.value.array, dtype=float) for each in (left, right))
    if max(one.ndim, other.ndim) > 2:
        return None
    match called(text):
        case "einsum":
            axes = _axes_of_labels(text, one, other)
        case "tensordot":
            axes = _axes_of_tensordot(text)
        case "inner":
            axes = -1, -1
        case _:
            axes = -1, 0
    if axes is None:
        return None
    try:
        one, other = np.moveaxis(one, axes[0], -1), np.moveaxis(other, axes[1], 0)
    except ValueError:  # a number has no axes
        return None
    return np.atleast_2d(one), other.reshape(-1, 1) if other.ndim < 2 else other


def _axes_of_labels(text: str, left: Array, right: Array) -> tuple[int, int] | None:
    """The axes of einsum("nd,dh->nh", X, W) that are added up; None where there are others."""
    match parsed(text):
        case ast.Call(args=[ast.Constant(value=str(told)), *_]):
            taken, arrow, given = told.replace(" ", "").partition("->")
        case _:
            return None
    labels = taken.split(",")
    if not arrow:  # what stands once is kept
        given = "".join(each for each in taken if taken.count(each) == 1)
    if len(labels) != 2 or [*map(len, labels)] != [left.ndim, right.ndim]:
        return None
    inner = (set(labels[0]) & set(labels[1])) - set(given)
    if len(inner) != 1 or not all(len(set(each)) == len(each) for each in labels):
        return None
    (label,) = inner
    return labels[0].index(label), labels[1].index(label)


def _axes_of_tensordot(text: str) -> tuple[int, int] | None:
    """The axes of tensordot(X, W, axes=([1], [1])), where it is one of each."""
    match parsed(text):
        case ast.Call(args=[_, _], keywords=[ast.keyword(arg="axes", value=told)]):
            pass
        case ast.Call(args=[_, _, told], keywords=[]):
            pass
        case _:
            return None
    try:
        axes = ast.literal_eval(told)
    except ValueError:
        return None
    if axes == 1:
        return -1, 0
    match axes:
        case ([int(one)], [int(other)]) | (int(one), int(other)):
            return one, other
    return None
