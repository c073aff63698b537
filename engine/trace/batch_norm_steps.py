r"""The steps of batch normalisation.

mu, var     of each unit over the batch; outside training the running averages
Xhat[l]     (A[l-1] - mu) / sqrt(var + epsilon)
Z[l]        gamma Xhat[l] + beta
dXhat[l]    gamma dZ[l]
dA[l-1]     (dXhat - mean(dXhat) - Xhat mean(dXhat Xhat)) / sqrt(var + epsilon)
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import prod

import numpy as np

from engine.layers import BatchNorm
from engine.trace.activation_steps import activation_step
from engine.trace.layer_steps import (
    backward_steps,
    forward_steps,
    input_slope_step,
    product_of,
    same,
)
from engine.trace.machine import LayerPlace
from engine.trace.notation import entry, indexed, matrix
from engine.trace.outline import Index, Outline, Reader, Why
from engine.trace.provenance import Cell
from engine.trace.terms import Look, Term, figure, filled_sum, mean_of, products
from engine.trace.weight_steps import bias_step

ATTRIBUTES = {"mu": ("mean", "running_mean"), "var": ("variance", "running_variance")}
EPSILON = Term(r"\epsilon")
NOTE = "outside training the running average stands for the batch's own"


@forward_steps.register
def _(layer: BatchNorm, place: LayerPlace) -> Iterator[Outline]:
    training = place.machine.training
    yield mean_step(layer, place) if training else running_step(layer, place, "mu")
    yield variance_step(layer, place) if training else running_step(layer, place, "var")
    if training:
        yield blend_step(layer, place, "mu")
        yield blend_step(layer, place, "var")
    yield normalise_step(layer, place)
    yield scale_step(layer, place)
    yield activation_step(layer, place)


@backward_steps.register
def _(layer: BatchNorm, place: LayerPlace) -> Iterator[Outline]:
    yield scale_slope_step(layer, place)
    yield bias_step(layer, place, "beta")
    if place.below is not None:
        yield normalised_slope_step(layer, place)
        yield input_step(layer, place)


def mean_step(layer: BatchNorm, place: LayerPlace) -> Outline:
    """mu of each unit: the mean over the examples, and the pixels"""
    mu, A_prev = place.name("mu"), place.input_name

    def explain(index: Index, look: Look) -> Why:
        cells = cells_of(layer, place, A_prev, index[0])
        numbers = mean_of(filled_sum([figure(look(cell)) for cell in cells]), len(cells))
        mean = mean_over(layer, any_of(layer, A_prev, index[0]))
        return Why(f"{entry(Cell(mu, index))} = {mean}", numbers, tuple(cells))

    formula = rf"{matrix(mu)} = \text{{mean of }} {matrix(A_prev)}"
    operands: dict[str, Reader] = {A_prev: lambda: layer.A_prev}
    return Outline("forward", place.number, mu, formula, operands, lambda: layer.mean, explain)


def variance_step(layer: BatchNorm, place: LayerPlace) -> Outline:
    """var of each unit: the mean of the squared distances from mu"""
    mu, var, A_prev = place.name("mu"), place.name("var"), place.input_name

    def explain(index: Index, look: Look) -> Why:
        mean = Cell(mu, index)
        cells = cells_of(layer, place, A_prev, index[0])
        taken = figure(look(mean))
        squares = [(figure(look(cell)) - taken).squared() for cell in cells]
        square = rf"\left({any_of(layer, A_prev, index[0])} - {entry(mean)}\right)^2"
        formula = f"{entry(Cell(var, index))} = {mean_over(layer, square)}"
        return Why(formula, mean_of(filled_sum(squares), len(cells)), (mean, *cells))

    square = rf"\left({matrix(A_prev)} - {matrix(mu)}\right)^2"
    formula = rf"{matrix(var)} = \text{{mean of }} {square}"
    operands: dict[str, Reader] = {A_prev: lambda: layer.A_prev, mu: lambda: layer.mean}
    return Outline("forward", place.number, var, formula, operands, lambda: layer.variance, explain)


def running_step(layer: BatchNorm, place: LayerPlace, base: str) -> Outline:
    """mu or var as the running average"""
    name, average = place.name(base), place.name(f"{base}bar")
    attribute, remembered = ATTRIBUTES[base]

    def explain(index: Index, look: Look) -> Why:
        return same(Cell(name, index), Cell(average, index), look)

    formula = f"{matrix(name)} = {matrix(average)}"
    operands: dict[str, Reader] = {average: partial(getattr, layer, remembered)}
    value = partial(getattr, layer, attribute)
    return Outline("forward", place.number, name, formula, operands, value, explain, lambda: NOTE)


def blend_step(layer: BatchNorm, place: LayerPlace, base: str) -> Outline:
    """The running average moves a tenth of the way to the batch's own figure"""
    machine, name, average = place.machine, place.name(base), place.name(f"{base}bar")
    attribute, remembered = ATTRIBUTES[base]
    share, count = figure(layer.momentum), Term(count_of(layer))

    def blend(n: Term, old: Term, new: Term) -> Term:
        unbiased = n / (n - figure(1)) * new if base == "var" and n.value != 1 else new
        return (1 - share) * old + share * unbiased

    def explain(index: Index, look: Look) -> Why:
        cells = Cell(average, index), Cell(name, index)
        names = [Term(entry(cell)) for cell in cells]
        formula = f"{entry(cells[0])} := {blend(count, *names).text}"
        n = figure(prod(layer.output_shape[1:]) * machine.m)
        old, new = (figure(look(cell)) for cell in cells)
        return Why(formula, blend(n, old, new), cells)

    operands: dict[str, Reader] = {
        average: lambda: machine.remembered[place.number, remembered],
        name: partial(getattr, layer, attribute),
    }
    formula = f"{matrix(average)} := {blend(count, Term(matrix(average)), Term(matrix(name))).text}"
    value = partial(getattr, layer, remembered)
    return Outline("forward", place.number, average, formula, operands, value, explain)


def normalise_step(layer: BatchNorm, place: LayerPlace) -> Outline:
    """Xhat[l] = (A[l-1] - mu) / sqrt(var + epsilon)"""
    X_hat, mu, var = (place.name(base) for base in ("Xhat", "mu", "var"))
    A_prev = place.input_name

    def normalised(epsilon: Term, x: Term, mean: Term, variance: Term) -> Term:
        return (x - mean) / (variance + epsilon).root()

    def explain(index: Index, look: Look) -> Why:
        unit = (index[0], 0)
        cells = Cell(A_prev, index), Cell(mu, unit), Cell(var, unit)
        right = normalised(EPSILON, *(Term(entry(cell)) for cell in cells))
        formula = f"{entry(Cell(X_hat, index))} = {right.text}"
        numbers = normalised(figure(layer.epsilon), *(figure(look(cell)) for cell in cells))
        return Why(formula, numbers, cells)

    names = (Term(matrix(name)) for name in (A_prev, mu, var))
    formula = f"{matrix(X_hat)} = {normalised(EPSILON, *names).text}"
    operands: dict[str, Reader] = {
        A_prev: lambda: layer.A_prev,
        mu: lambda: layer.mean,
        var: lambda: layer.variance,
        "epsilon": lambda: layer.epsilon,
    }
    value = shaped(layer, "X_hat")
    return Outline("forward", place.number, X_hat, formula, operands, value, explain)


def scale_step(layer: BatchNorm, place: LayerPlace) -> Outline:
    """Z[l] = gamma Xhat[l] + beta"""
    Z, X_hat, gamma, beta = (place.name(base) for base in ("Z", "Xhat", "gamma", "beta"))

    def explain(index: Index, look: Look) -> Why:
        unit = (index[0], 0)
        scale, x, shift = cells = Cell(gamma, unit), Cell(X_hat, index), Cell(beta, unit)
        formula = f"{entry(Cell(Z, index))} = {entry(scale)} {entry(x)} + {entry(shift)}"
        numbers = figure(look(scale)) * figure(look(x)) + figure(look(shift))
        return Why(formula, numbers, cells)

    formula = rf"{matrix(Z)} = {matrix(gamma)} \odot {matrix(X_hat)} + {matrix(beta)}"
    operands: dict[str, Reader] = {
        gamma: place.parameter("gamma"),
        X_hat: shaped(layer, "X_hat"),
        beta: place.parameter("beta"),
    }
    return Outline("forward", place.number, Z, formula, operands, lambda: layer.Z, explain)


def scale_slope_step(layer: BatchNorm, place: LayerPlace) -> Outline:
    """dgamma = 1/m sum of dZ[l] Xhat[l]"""
    machine = place.machine
    dgamma, dZ, X_hat = (place.name(base) for base in ("dgamma", "dZ", "Xhat"))

    def explain(index: Index, look: Look) -> Why:
        unit = index[0]
        slopes = cells_of(layer, place, dZ, unit)
        inputs = cells_of(layer, place, X_hat, unit)
        terms, sources = products(zip(slopes, inputs, strict=True), look)
        over = ",".join(letters_of(layer))
        total = rf"\sum_{{{over}}} {any_of(layer, dZ, unit)} {any_of(layer, X_hat, unit)}"
        formula = rf"{entry(Cell(dgamma, index))} = \frac{{1}}{{m}} {total}"
        return Why(formula, mean_of(terms, machine.m), sources)

    product = rf"{matrix(dZ)} \odot {matrix(X_hat)}"
    formula = rf"{matrix(dgamma)} = \frac{{1}}{{m}} \sum_i \left({product}\right)"
    operands: dict[str, Reader] = {
        dZ: lambda: layer.dZ,
        X_hat: shaped(layer, "X_hat"),
        "m": lambda: float(machine.m),
    }
    value = place.gradient("gamma")
    return Outline("backward", place.number, dgamma, formula, operands, value, explain)


def normalised_slope_step(layer: BatchNorm, place: LayerPlace) -> Outline:
    """dXhat[l] = gamma dZ[l]"""
    dX_hat, gamma, dZ = (place.name(base) for base in ("dXhat", "gamma", "dZ"))

    def explain(index: Index, look: Look) -> Why:
        factors = Cell(gamma, (index[0], 0)), Cell(dZ, index)
        return product_of(Cell(dX_hat, index), factors, look)

    formula = rf"{matrix(dX_hat)} = {matrix(gamma)} \odot {matrix(dZ)}"
    operands: dict[str, Reader] = {gamma: place.parameter("gamma"), dZ: lambda: layer.dZ}
    value = shaped(layer, "dX_hat")
    return Outline("backward", place.number, dX_hat, formula, operands, value, explain)


def input_step(layer: BatchNorm, place: LayerPlace) -> Outline:
    """dA[l-1]; the two means are there because every example is part of mu and of var"""
    training = place.machine.training
    dX_hat, X_hat, var = (place.name(base) for base in ("dXhat", "Xhat", "var"))

    def back(
        slope: Term, mean: Term, x: Term, mean_product: Term, variance: Term, epsilon: Term
    ) -> Term:
        above = slope - mean - x * mean_product if training else slope
        return above / (variance + epsilon).root()

    def explain(index: Index, look: Look) -> Why:
        unit = index[0]
        slope, x, variance = Cell(dX_hat, index), Cell(X_hat, index), Cell(var, (unit, 0))
        slopes, inputs = (cells_of(layer, place, name, unit) for name in (dX_hat, X_hat))
        n = len(slopes)
        any_slope, any_input = any_of(layer, dX_hat, unit), any_of(layer, X_hat, unit)
        means = [Term(mean_over(layer, s)) for s in (any_slope, f"{any_slope} {any_input}")]
        names = [Term(entry(cell)) for cell in (slope, x, variance)]
        right = back(names[0], means[0], names[1], means[1], names[2], EPSILON)
        terms, sources = products(zip(slopes, inputs, strict=True), look)
        total = filled_sum([figure(look(cell)) for cell in slopes])
        numbers = back(
            figure(look(slope)),
            mean_of(total, n),
            figure(look(x)),
            mean_of(terms, n),
            figure(look(variance)),
            figure(layer.epsilon),
        )
        formula = f"{entry(Cell(f'd{place.input_name}', index))} = {right.text}"
        return Why(formula, numbers, (*(sources if training else (slope,)), variance))

    slopes, inputs = matrix(dX_hat), matrix(X_hat)
    mean = Term(rf"\text{{mean}}\left({slopes}\right)")
    mean_product = Term(rf"\text{{mean}}\left({slopes} \odot {inputs}\right)")
    whole = back(Term(slopes), mean, Term(inputs), mean_product, Term(matrix(var)), EPSILON)
    operands: dict[str, Reader] = {
        dX_hat: shaped(layer, "dX_hat"),
        X_hat: shaped(layer, "X_hat"),
        var: lambda: layer.variance,
        "epsilon": lambda: layer.epsilon,
    }
    return input_slope_step(place, whole.text, operands, explain)


def shaped(layer: BatchNorm, attribute: str) -> Reader:
    """A buffer of rows, read in the shape of Z."""
    return lambda: getattr(layer, attribute).reshape(layer.Z.shape)


def cells_of(layer: BatchNorm, place: LayerPlace, name: str, unit: int) -> list[Cell]:
    """All numbers of a unit in a batch."""
    places = np.ndindex(*layer.output_shape[1:], place.machine.m)
    return [Cell(name, (unit, *at)) for at in places]


def any_of(layer: BatchNorm, name: str, unit: int) -> str:
    """One of them, with letters for where it stands."""
    return indexed(name, unit + 1, *letters_of(layer))


def letters_of(layer: BatchNorm) -> tuple[str, ...]:
    """The indices of a unit's numbers: the example, and before it the pixel."""
    return ("i",) if len(layer.output_shape) == 1 else ("p", "q", "i")


def count_of(layer: BatchNorm) -> str:
    """How many numbers a unit has in a batch: m, or n where each example has several pixels."""
    return "m" if len(layer.output_shape) == 1 else "n"


def mean_over(layer: BatchNorm, summed: str) -> str:
    """The mean of all numbers of a unit."""
    over = ",".join(letters_of(layer))
    return rf"\frac{{1}}{{{count_of(layer)}}} \sum_{{{over}}} {summed}"
