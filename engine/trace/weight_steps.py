r"""The steps of a layer with weights: Z[l], and dW[l] and db[l], which are means over the examples.

There 1/m enters, once: dZ and dA are each example's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from engine.latex import bracketed, number
from engine.layer import Activated, Weighted
from engine.trace.machine import LayerPlace
from engine.trace.notation import entry, indexed, matrix
from engine.trace.outline import Index, Outline, Reader, Why
from engine.trace.provenance import Cell
from engine.trace.terms import Look, Term, figure, filled_sum, mean_of, products

Entries: TypeAlias = Callable[[Index], str]
"""The sum that one number of a product is, in LaTeX."""
Pairs: TypeAlias = Callable[[Index], Sequence[tuple[Cell, Cell]]]
"""The cells whose products are its terms."""


def product_step(
    layer: Weighted, place: LayerPlace, product: str, entries: Entries, pairs: Pairs
) -> Outline:
    """Z[l] = product + b[l]"""
    Z, W, b, A_prev = place.name("Z"), place.name("W"), place.name("b"), place.input_name
    operands: dict[str, Reader] = {W: place.parameter("W"), A_prev: lambda: layer.A_prev}
    whole = f"{matrix(Z)} = {product}"
    if layer.use_bias:
        operands[b] = place.parameter("b")
        whole += f" + {matrix(b)}"

    def explain(index: Index, look: Look) -> Why:
        numbers, sources = products(pairs(index), look)
        formula = f"{entry(Cell(Z, index))} = {entries(index)}"
        if layer.use_bias:
            bias = Cell(b, (0 if layer.shared_bias else index[0], 0))
            formula += f" + {entry(bias)}"
            numbers += figure(look(bias))
            sources = (*sources, bias)
        return Why(formula, numbers, sources)

    return Outline("forward", place.number, Z, whole, operands, lambda: layer.Z, explain)


def weight_step(
    layer: Weighted, place: LayerPlace, product: str, entries: Entries, pairs: Pairs
) -> Outline:
    """dW[l] = 1/m (product) + l1 sign(W[l]) + l2 W[l]"""
    machine = place.machine
    dW, dZ, W = place.name("dW"), place.name("dZ"), place.name("W")
    operands: dict[str, Reader] = {
        dZ: lambda: layer.dZ,
        place.input_name: lambda: layer.A_prev,
        "m": lambda: float(machine.m),
    }
    if layer.l1 or layer.l2:
        operands[W] = place.parameter("W")

    def explain(index: Index, look: Look) -> Why:
        terms, sources = products(pairs(index), look)
        formula = rf"{entry(Cell(dW, index))} = \frac{{1}}{{m}} {entries(index)}"
        numbers = mean_of(terms, machine.m)
        if layer.l1 or layer.l2:
            weight = Cell(W, index)
            formula += _penalty(layer, entry(weight))
            w = look(weight)
            slope = layer.l1 * np.sign(w) + layer.l2 * w
            numbers = Term(
                numbers.text + _penalty(layer, number(w)), numbers.value + slope, is_sum=True
            )
            sources = (*sources, weight)
        return Why(formula, numbers, sources)

    formula = rf"{matrix(dW)} = \frac{{1}}{{m}} {product}{_penalty(layer, matrix(W))}"
    return Outline("backward", place.number, dW, formula, operands, place.gradient("W"), explain)


def bias_step(
    layer: Activated, place: LayerPlace, bias: str = "b", shared: bool = False
) -> Outline:
    """db[l] = 1/m sum of dZ[l] over the examples, and over the places of a filter

    A shared bias has the sum over the units, too.
    """
    machine = place.machine
    db, dZ = place.name(f"d{bias}"), place.name("dZ")
    letters = ("i",) if len(layer.output_shape) == 1 else ("p", "q", "i")
    letters = ("k", *letters) if shared else letters
    over = ",".join(letters)

    def explain(index: Index, look: Look) -> Why:
        units = range(layer.output_shape[0]) if shared else index[:1]
        places = [*np.ndindex(*layer.output_shape[1:], machine.m)]
        cells = tuple(Cell(dZ, (unit, *place)) for unit in units for place in places)
        one = () if shared else (index[0] + 1,)
        terms = rf"\sum_{{{over}}} {indexed(dZ, *one, *letters)}"
        numbers = mean_of(filled_sum([figure(look(cell)) for cell in cells]), machine.m)
        return Why(rf"{entry(Cell(db, index))} = \frac{{1}}{{m}} {terms}", numbers, cells)

    summed = indexed(dZ, *letters)
    formula = rf"{matrix(db)} = \frac{{1}}{{m}} \sum_{{{over}}} d{summed[1].upper()}{summed[2:]}"
    operands: dict[str, Reader] = {dZ: lambda: layer.dZ, "m": lambda: float(machine.m)}
    return Outline("backward", place.number, db, formula, operands, place.gradient(bias), explain)


def _penalty(layer: Weighted, weight: str) -> str:
    """What L1 and L2 add to the gradient of a weight."""
    first = rf" + {number(layer.l1)} \cdot \text{{sign}}({weight})" if layer.l1 else ""
    return first + (rf" + {number(layer.l2)} \cdot {bracketed(weight)}" if layer.l2 else "")
