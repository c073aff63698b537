r"""The steps of every layer that ends in an activation: A = g(Z), and dZ = dA * g'(Z)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from engine.latex import bracketed, factor, number
from engine.layer import Activated
from engine.trace.machine import LayerPlace
from engine.trace.notation import entry, indexed, matrix
from engine.trace.outline import Explain, Index, Outline, Why
from engine.trace.provenance import Cell
from engine.trace.terms import Look, Term, figure, filled_sum, products


class ActivationTexts(NamedTuple):
    """A function of single numbers in LaTeX; its arguments are names or numbers."""

    whole: Callable[[str], str]
    """g(Z) of all numbers at once."""
    value: Callable[[str], str]
    """g(z) of one number."""
    slope: Callable[[str, str, str], str]
    """g'(z), from z, a and the sign of multiplication; "" where it is 1."""
    slope_takes: str = ""
    """Whether the slope is computed from "Z" or from "A"."""


TEXTS = {
    "linear": ActivationTexts(lambda Z: Z, lambda z: z, lambda z, a, times: ""),
    "sigmoid": ActivationTexts(
        lambda Z: rf"\sigma({Z})",
        lambda z: rf"\frac{{1}}{{1 + e^{{-{bracketed(z)}}}}}",
        lambda z, a, times: rf"{a} {times} (1 - {a})",
        "A",
    ),
    "tanh": ActivationTexts(
        lambda Z: rf"\tanh({Z})",
        lambda z: rf"\tanh({z})",
        lambda z, a, times: rf"(1 - {a} {times} {a})",
        "A",
    ),
    "relu": ActivationTexts(
        lambda Z: rf"\max(0, {Z})",
        lambda z: rf"\max(0, {z})",
        lambda z, a, times: rf"\mathbf{{1}}_{{[{z} > 0]}}",
        "Z",
    ),
    "leaky_relu": ActivationTexts(
        lambda Z: rf"\max(0.01 {Z}, {Z})",
        lambda z: rf"\max(0.01 \cdot {bracketed(z)}, {z})",
        lambda z, a, times: (
            rf"\left(\mathbf{{1}}_{{[{z} > 0]}} + 0.01 \cdot \mathbf{{1}}_{{[{z} \leq 0]}}\right)"
        ),
        "Z",
    ),
    "step": ActivationTexts(
        lambda Z: rf"\mathbf{{1}}_{{[{Z} \geq 0]}}",
        lambda z: rf"\mathbf{{1}}_{{[{z} \geq 0]}}",
        lambda z, a, times: "0",
    ),
}


def activation_step(layer: Activated, place: LayerPlace) -> Outline:
    """A[l] = g(Z[l])"""
    Z, A = place.name("Z"), place.name("A")
    softmax = layer.activation.name == "softmax"
    whole = rf"\text{{softmax}}({matrix(Z)})" if softmax else _texts(layer).whole(matrix(Z))
    return Outline(
        "forward",
        place.number,
        A,
        f"{matrix(A)} = {whole}",
        {Z: lambda: layer.Z},
        lambda: layer.A,
        _why_softmax(layer, Z, A) if softmax else _why_value(layer, Z, A),
    )


def slope_step(layer: Activated, place: LayerPlace) -> Outline:
    """dZ[l] = dA[l] * g'(Z[l])"""
    Z, A, dA, dZ = (place.name(base) for base in ("Z", "A", "dA", "dZ"))
    if layer.activation.name == "softmax":
        takes, explain = "A", _why_softmax_slope(layer, A, dA, dZ)
        inner = rf"\sum_j {matrix(A)}_j {matrix(dA)}_j"
        right = rf"{matrix(A)} \odot \left({matrix(dA)} - {inner}\right)"
    else:
        texts = _texts(layer)
        takes, explain = texts.slope_takes, _why_slope(layer, place)
        slope = texts.slope(matrix(Z), matrix(A), r"\odot")
        right = rf"{matrix(dA)} \odot {slope}" if slope else matrix(dA)
    operands = {dA: lambda: layer.dA}
    if takes:
        operands[place.name(takes)] = lambda: getattr(layer, takes)
    formula = f"{matrix(dZ)} = {right}"
    return Outline("backward", place.number, dZ, formula, operands, lambda: layer.dZ, explain)


def _texts(layer: Activated) -> ActivationTexts:
    return TEXTS[layer.activation.name]


def _why_value(layer: Activated, Z: str, A: str) -> Explain:
    texts = _texts(layer)

    def explain(index: Index, look: Look) -> Why:
        z = Cell(Z, index)
        formula = f"{entry(Cell(A, index))} = {texts.value(entry(z))}"
        value = layer.activation(np.array(look(z))).item()
        return Why(formula, Term(texts.value(number(look(z))), value), (z,))

    return explain


def _why_slope(layer: Activated, place: LayerPlace) -> Explain:
    texts = _texts(layer)

    def explain(index: Index, look: Look) -> Why:
        z, a, da, dz = (Cell(place.name(base), index) for base in ("Z", "A", "dA", "dZ"))
        slope = texts.slope(entry(z), entry(a), r"\cdot")
        formula = rf"{entry(dz)} = {entry(da)}" + (rf" \cdot {slope}" if slope else "")
        numbers, sources = figure(look(da)), [da]
        value = float(layer.activation.name == "linear")
        if texts.slope_takes:
            taken = z if texts.slope_takes == "Z" else a
            sources.append(taken)
            value = _slope_at(layer, look(taken), texts.slope_takes)
            written = factor(look(taken))
            slope = texts.slope(number(look(taken)) if taken is z else "", written, r"\cdot")
        if slope:
            numbers = Term(rf"{numbers.text} \cdot {slope}", numbers.value * value)
        return Why(formula, numbers, tuple(sources))

    return explain


def _slope_at(layer: Activated, value: float, taken: str) -> float:
    """g' where Z, or A, has a value."""
    Z = np.array([value])
    slope = np.empty(1)
    layer.activation.derivative(Z, layer.activation(Z) if taken == "Z" else Z, out=slope)
    return float(slope[0])


def _why_softmax(layer: Activated, Z: str, A: str) -> Explain:
    """a_i = e^z_i / sum_j e^z_j"""

    def explain(index: Index, look: Look) -> Why:
        i, *rest = index
        units = tuple(Cell(Z, (j, *rest)) for j in range(len(layer.Z)))
        powers = [Term(f"e^{{{number(look(z))}}}", np.exp(look(z))) for z in units]
        any_unit = indexed(Z, "j", *(place + 1 for place in rest))
        ratio = rf"\frac{{e^{{{entry(units[i])}}}}}{{\sum_j e^{{{any_unit}}}}}"
        return Why(f"{entry(Cell(A, index))} = {ratio}", powers[i] / filled_sum(powers), units)

    return explain


def _why_softmax_slope(layer: Activated, A: str, dA: str, dZ: str) -> Explain:
    """dz_i = a_i (da_i - sum_j a_j da_j)"""

    def explain(index: Index, look: Look) -> Why:
        i, *rest = index
        pairs = [(Cell(A, (j, *rest)), Cell(dA, (j, *rest))) for j in range(len(layer.Z))]
        numbers, sources = products(pairs, look)
        a, da = pairs[i]
        any_unit = [indexed(name, "j", *(place + 1 for place in rest)) for name in (A, dA)]
        inner = rf"\sum_j {any_unit[0]} {any_unit[1]}"
        return Why(
            rf"{entry(Cell(dZ, index))} = {entry(a)} \left({entry(da)} - {inner}\right)",
            Term(
                rf"{number(look(a))} \left({number(look(da))} - ({numbers.text})\right)",
                look(a) * (look(da) - numbers.value),
            ),
            sources,
        )

    return explain
