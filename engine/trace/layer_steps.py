r"""The steps of each kind of layer, in the order its `forward` and `backward` take them.

Dense     Z[l] = W[l] A[l-1] + b[l],  A[l] = g(Z[l])
          dW[l] = 1/m dZ[l] A[l-1]^T,  db[l] = 1/m sum of dZ[l],  dA[l-1] = W[l]^T dZ[l]
Dropout   A[l] = M[l] * A[l-1]
          dA[l-1] = M[l] * dA[l]
Flatten   the same numbers, laid out as columns
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

import numpy as np

from engine.layer import Layer
from engine.layers import Dense, Dropout, Flatten
from engine.trace.activation_steps import activation_step
from engine.trace.machine import LayerPlace
from engine.trace.notation import entry, indexed, matrix
from engine.trace.outline import Explain, Index, Outline, Reader, Why
from engine.trace.provenance import Cell
from engine.trace.terms import Look, Term, figure, products
from engine.trace.weight_steps import bias_step, product_step, weight_step


@singledispatch
def forward_steps(layer: Layer, place: LayerPlace) -> Iterator[Outline]:
    """From A[l-1] to A[l]."""
    raise TypeError(f"no steps are known for layers of the kind {type(layer).__name__}")


@singledispatch
def backward_steps(layer: Layer, place: LayerPlace) -> Iterator[Outline]:
    """From dZ[l], or dA[l] where the layer has no Z, to the parameters and to dA[l-1]."""
    raise TypeError(f"no steps are known for layers of the kind {type(layer).__name__}")


@forward_steps.register
def _(layer: Dense, place: LayerPlace) -> Iterator[Outline]:
    W, A_prev = place.name("W"), place.input_name

    def pairs(index: Index) -> list[tuple[Cell, Cell]]:
        """z_i = sum_k w_ik a_k + b_i"""
        i, n = index
        return [(Cell(W, (i, k)), Cell(A_prev, (k, n))) for k in range(layer.input_shape[0])]

    def entries(index: Index) -> str:
        i, n = index
        return rf"\sum_k {indexed(W, i + 1, 'k')} {indexed(A_prev, 'k', n + 1)}"

    yield product_step(layer, place, f"{matrix(W)} {matrix(A_prev)}", entries, pairs)
    yield activation_step(layer, place)


@backward_steps.register
def _(layer: Dense, place: LayerPlace) -> Iterator[Outline]:
    dZ, W, A_prev = place.name("dZ"), place.name("W"), place.input_name

    def weight_pairs(index: Index) -> list[tuple[Cell, Cell]]:
        """dw_ik = 1/m sum over the examples n of dz_in a_kn"""
        i, k = index
        return [(Cell(dZ, (i, n)), Cell(A_prev, (k, n))) for n in range(place.machine.m)]

    def weight_entries(index: Index) -> str:
        i, k = index
        return rf"\sum_i {indexed(dZ, i + 1, 'i')} {indexed(A_prev, k + 1, 'i')}"

    product = rf"{matrix(dZ)} {transposed(A_prev)}"
    yield weight_step(layer, place, product, weight_entries, weight_pairs)
    if layer.use_bias:
        yield bias_step(layer, place, shared=layer.shared_bias)
    if place.below is None:
        return

    def explain(index: Index, look: Look) -> Why:
        """da_k = sum over the units j of w_jk dz_j"""
        k, n = index
        pairs = [(Cell(W, (j, k)), Cell(dZ, (j, n))) for j in range(layer.units)]
        numbers, sources = products(pairs, look)
        entries = f"{indexed(W, 'j', k + 1)} {indexed(dZ, 'j', n + 1)}"
        return Why(rf"{entry(Cell(f'd{A_prev}', index))} = \sum_j {entries}", numbers, sources)

    operands: dict[str, Reader] = {W: place.parameter("W"), dZ: lambda: layer.dZ}
    yield input_slope_step(place, f"{transposed(W)} {matrix(dZ)}", operands, explain)


@forward_steps.register
def _(layer: Flatten, place: LayerPlace) -> Iterator[Outline]:
    A, A_prev = place.name("A"), place.input_name

    def explain(index: Index, look: Look) -> Why:
        source = Cell(A_prev, (*unravelled(index[0], layer.input_shape), index[1]))
        return same(Cell(A, index), source, look)

    formula = rf"{matrix(A)} = \text{{columns of }} {matrix(A_prev)}"
    operands: dict[str, Reader] = {A_prev: lambda: layer.A_prev}
    yield Outline("forward", place.number, A, formula, operands, lambda: layer.A, explain)


@backward_steps.register
def _(layer: Flatten, place: LayerPlace) -> Iterator[Outline]:
    dA = place.name("dA")
    if place.below is None:
        return

    def explain(index: Index, look: Look) -> Why:
        *pixel, n = index
        row = int(np.ravel_multi_index(tuple(pixel), layer.input_shape))
        return same(Cell(f"d{place.input_name}", index), Cell(dA, (row, n)), look)

    operands: dict[str, Reader] = {dA: lambda: layer.dA}
    yield input_slope_step(place, rf"\text{{images of }} {matrix(dA)}", operands, explain)


@forward_steps.register
def _(layer: Dropout, place: LayerPlace) -> Iterator[Outline]:
    A, M, A_prev = place.name("A"), place.name("M"), place.input_name
    operands: dict[str, Reader] = {A_prev: lambda: layer.A_prev}
    formula = f"{matrix(A)} = {matrix(A_prev)}"

    def explain(index: Index, look: Look) -> Why:
        if place.machine.training:
            return product_of(Cell(A, index), (Cell(M, index), Cell(A_prev, index)), look)
        return same(Cell(A, index), Cell(A_prev, index), look)

    if place.machine.training:
        yield mask_step(layer, place)
        operands = {M: lambda: layer.mask} | operands
        formula = rf"{matrix(A)} = {matrix(M)} \odot {matrix(A_prev)}"
    yield Outline("forward", place.number, A, formula, operands, lambda: layer.A, explain)


@backward_steps.register
def _(layer: Dropout, place: LayerPlace) -> Iterator[Outline]:
    dA, M = place.name("dA"), place.name("M")
    if place.below is None:
        return
    training = place.machine.training

    def explain(index: Index, look: Look) -> Why:
        slope = Cell(f"d{place.input_name}", index)
        if training:
            return product_of(slope, (Cell(M, index), Cell(dA, index)), look)
        return same(slope, Cell(dA, index), look)

    operands: dict[str, Reader] = {dA: lambda: layer.dA}
    if training:
        operands = {M: lambda: layer.mask} | operands
    right = rf"{matrix(M)} \odot {matrix(dA)}" if training else matrix(dA)
    yield input_slope_step(place, right, operands, explain)


def mask_step(layer: Dropout, place: LayerPlace) -> Outline:
    """M[l]: each unit stays with probability 1 - rate, scaled by 1 / (1 - rate), or is off."""
    M, rate = place.name("M"), f"{layer.rate:g}"
    kept = rf"\frac{{1}}{{1 - {rate}}}"

    def explain(index: Index, look: Look) -> Why:
        on = bool(layer.mask[index])
        return Why(
            entry(Cell(M, index)), Term(kept, 1 / (1 - layer.rate)) if on else figure(0.0), ()
        )

    formula = (
        rf"{matrix(M)} = \begin{{cases}} {kept} & \text{{with probability }} 1 - {rate} \\ "
        r"0 & \text{otherwise} \end{cases}"
    )
    note = "drawn at random, anew in every training step"
    return Outline(
        "forward", place.number, M, formula, {}, lambda: layer.mask, explain, lambda: note
    )


def input_slope_step(
    place: LayerPlace, right: str, operands: dict[str, Reader], explain: Explain
) -> Outline:
    """dA[l-1], which belongs to the layer below."""
    below: Any = place.below
    name = f"dA[{place.number - 1}]"
    formula = f"{matrix(name)} = {right}"
    return Outline("backward", place.number - 1, name, formula, operands, lambda: below.dA, explain)


def same(cell: Cell, source: Cell, look: Look) -> Why:
    """A number that is handed on as it is."""
    return Why(f"{entry(cell)} = {entry(source)}", figure(look(source)), (source,))


def product_of(cell: Cell, factors: tuple[Cell, Cell], look: Look) -> Why:
    """A product of two numbers."""
    names = r" \cdot ".join(entry(source) for source in factors)
    numbers = figure(look(factors[0])) * figure(look(factors[1]))
    return Why(f"{entry(cell)} = {names}", numbers, factors)


def transposed(name: str) -> str:
    r"""A matrix turned: W^{[2]\top}."""
    written = matrix(name)
    return written.removesuffix("}") + r"\top}" if written.endswith("}") else rf"{written}^\top"


def unravelled(row: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Where a row of the flattened array stands in the image."""
    return tuple(int(place) for place in np.unravel_index(row, shape))
