r"""The steps at the end of a network: the cost J, its slope dA[L], and dZ[L].

dA[L] and dZ[L] are each example's own; J is the mean over the examples, plus the penalties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from engine.latex import bracketed, factor, number
from engine.layer import Activated, Layer, Weighted
from engine.trace.machine import LayerPlace
from engine.trace.notation import entry, indexed, matrix
from engine.trace.outline import Index, Outline, Reader, Why
from engine.trace.provenance import Cell
from engine.trace.terms import Look, Term, figure, filled_sum, mean_of

SATURATED = (
    "an output has rounded to exactly 0 or 1, where this slope is infinite; "
    "training never needs it: together with the loss the output gives dZ = A - Y"
)
UNBOUNDED = "an output is exactly 0 or 1 where the loss is infinite, and so is its slope"


class LossTexts(NamedTuple):
    """A loss in LaTeX, for one output a and its target y."""

    sign: str
    """What the mean is multiplied by."""
    term: Callable[[str, str], str]
    """What one output adds to the loss, without the sign."""
    slope: Callable[[str, str], str]
    """dL/da."""


TEXTS = {
    "mse": LossTexts(
        "",
        lambda a, y: rf"\left({a} - {bracketed(y)}\right)^2",
        lambda a, y: rf"2 \left({a} - {bracketed(y)}\right)",
    ),
    "half_squared_error": LossTexts(
        "",
        lambda a, y: rf"\frac{{1}}{{2}} \left({a} - {bracketed(y)}\right)^2",
        lambda a, y: rf"{a} - {bracketed(y)}",
    ),
    "binary_crossentropy": LossTexts(
        "-",
        lambda a, y: rf"{y} \log {a} + (1 - {y}) \log(1 - {a})",
        lambda a, y: rf"-\frac{{{y}}}{{{a}}} + \frac{{1 - {y}}}{{1 - {a}}}",
    ),
    "categorical_crossentropy": LossTexts(
        "-",
        lambda a, y: rf"{y} \log {a}",
        lambda a, y: rf"-\frac{{{y}}}{{{a}}}",
    ),
}


def cost_step(layer: Layer, place: LayerPlace) -> Outline:
    """J = 1/m sum of the losses, plus the penalties"""
    machine, texts, A = place.machine, _texts(place), place.name("A")
    operands: dict[str, Reader] = {A: lambda: layer.A, "Y": lambda: machine.Y}
    several = layer.output_shape != (1,)
    letters = ("k", "i") if several else (1, "i")
    sums = r"\sum_{i=1}^{m}" + (r" \sum_k" if several else "")
    term = texts.term(indexed(A, *letters), indexed("Y", *letters))
    formula = rf"J = {texts.sign}\frac{{1}}{{m}} {sums} \left[{term}\right]"
    for name, penalised in machine.penalised.items():
        operands[name] = machine.parameter(name)
        formula += _penalty(penalised, matrix(name))

    def losses(look: Look) -> list[float]:
        """What each output adds to the loss; exact where an output has rounded to 0 or 1."""
        looked = np.array([look(Cell(A, at)) for at in np.ndindex(machine.Y.shape)])
        looked = looked.reshape(machine.Y.shape)
        as_computed = np.array_equal(looked, layer.A)
        terms = machine.losses() if as_computed else machine.network.loss.terms(looked, machine.Y)
        return [float(term) for term in terms.ravel()]

    def explain(index: Index, look: Look) -> Why:
        places = list(np.ndindex(machine.Y.shape))
        outputs = [(Cell(A, at), Cell("Y", at)) for at in places]
        if len(outputs) == 1:
            a, y = (np.array([[look(cell)]]) for cell in outputs[0])
            text = texts.term(factor(a.item()), number(y.item()))
            value = machine.network.loss.terms(a, y).item()
            numbers = Term(rf"{texts.sign}\left[{text}\right]", value)
        else:
            numbers = mean_of(filled_sum([figure(loss) for loss in losses(look)]), machine.m)
        weights = [
            Cell(name, at)
            for name, penalised in machine.penalised.items()
            for at in np.ndindex(penalised.weight_shape())
        ]
        if weights:
            numbers += figure(machine.penalty)
        return Why(formula, numbers, (*(cell for pair in outputs for cell in pair), *weights))

    return Outline("loss", None, "J", formula, operands, lambda: machine.cost, explain)


def output_steps(layer: Layer, place: LayerPlace) -> Iterator[Outline]:
    """dA[L] from the loss; then dZ[L] = A[L] - Y where output and loss go together."""
    yield _loss_slope_step(layer, place)
    if place.machine.network.fused:
        yield _fused_step(place.machine.network.fused, place)


def _loss_slope_step(layer: Layer, place: LayerPlace) -> Outline:
    """dA[L] = dL/dA[L]"""
    machine, texts = place.machine, _texts(place)
    A, dA = place.name("A"), place.name("dA")

    def explain(index: Index, look: Look) -> Why:
        a, y = Cell(A, index), Cell("Y", index)
        formula = f"{entry(Cell(dA, index))} = {texts.slope(entry(a), entry(y))}"
        output, target = (np.array([[look(cell)]]) for cell in (a, y))
        out = np.empty((1, 1))
        machine.network.loss.gradient(output, target, dA=out)
        text = texts.slope(factor(look(a)), number(look(y)))
        return Why(formula, Term(text, out.item()), (a, y))

    def note() -> str:
        if np.isfinite(layer.dA).all():
            return ""
        return SATURATED if machine.network.fused else UNBOUNDED

    formula = f"{matrix(dA)} = {texts.slope(matrix(A), 'Y')}"
    operands: dict[str, Reader] = {A: lambda: layer.A, "Y": lambda: machine.Y}
    return Outline("backward", place.number, dA, formula, operands, lambda: layer.dA, explain, note)


def _fused_step(layer: Activated, place: LayerPlace) -> Outline:
    """dZ[L] = A[L] - Y, in which g'(Z[L]) has cancelled out"""
    machine = place.machine
    A, dZ = place.name("A"), place.name("dZ")

    def explain(index: Index, look: Look) -> Why:
        a, y = Cell(A, index), Cell("Y", index)
        formula = f"{entry(Cell(dZ, index))} = {entry(a)} - {entry(y)}"
        return Why(formula, figure(look(a)) - figure(look(y)), (a, y))

    formula = f"{matrix(dZ)} = {matrix(A)} - Y"
    operands: dict[str, Reader] = {A: lambda: layer.A, "Y": lambda: machine.Y}
    return Outline("backward", place.number, dZ, formula, operands, lambda: layer.dZ, explain)


def _texts(place: LayerPlace) -> LossTexts:
    return TEXTS[place.machine.network.loss.name]


def _penalty(layer: Weighted, weights: str) -> str:
    """What L1 and L2 add to the cost."""
    first = rf" + {number(layer.l1)} \sum \lvert {weights} \rvert" if layer.l1 else ""
    half = rf" + \frac{{{number(layer.l2)}}}{{2}} \sum \left({weights}\right)^2"
    return first + (half if layer.l2 else "")
