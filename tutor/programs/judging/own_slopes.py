"""The slopes of a pass's own loss where no name tells: what to nudge, and what has them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.expressions import called, is_contraction, parsed
from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.judging.statements import numbers_beside
from tutor.programs.matching import factors
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event
from tutor.programs.slopes.check import CheckedGradient, agrees_with, check_iteration
from tutor.programs.slopes.pairs import Iteration
from tutor.programs.slopes.parameters import SlopePair

_ENDS = ("argmax", "argmin", "round", "sign", "len", "argsort", "print")

_MOST_RATES = 2
"""Numbers that stand in the products for gradients: W -= 0.1 * H.T @ d."""
_FLAT = 1e-7
"""Slopes that are measured are nothing below this."""
_REST = 1e-10
"""What is left where numbers that are added up should come to nothing is below this."""


def own_iterations(compared: ComparedPass) -> Iterator[Iteration]:
    """Yield what may be the loss of a pass, the likeliest first, with all that may be nudged."""
    pairs = [*_pairs(compared)]
    yield from (Iteration(loss, pairs) for loss in _losses(compared) if pairs)


def slopes_of(compared: ComparedPass, iteration: Iteration) -> Sequence[CheckedGradient] | None:
    """Return the slopes of a loss, where all gradients are so many times these; else None."""
    last = compared.each.products[-1].event.number
    told = [e for e in compared.each.events if e.number > last and e.is_operation]
    usual = [1.0, *(n for n in factors(compared.truth) if n > 0)]
    products = (e for e in told if is_contraction(e.place.text))
    rates = {n: n for e in products for n in numbers_beside(e) if 0 < n < 1}
    usual += [n * rate for rate in [*rates][:_MOST_RATES] for n in usual]
    check = check_iteration(compared.recorded.program, compared.recorded, iteration)
    every = [each for each in check.gradients if each.cells]
    added = sum(each is not None for each in compared.each.added)
    if len(every) != len(compared.each.products) + added:
        return None
    signs = (1, -1) if all(_goes_down(each, compared) for each in every) else (1,)
    is_right = any(
        all(_are_slopes(each, told, sign * n) for each in every) for sign in signs for n in usual
    )
    return every if is_right else None


def is_nothing(checked: CheckedGradient) -> bool:
    """Return whether the loss does not hang on what was nudged."""
    return all(abs(each.measured) < _FLAT for each in checked.cells)


def _losses(compared: ComparedPass) -> Sequence[Event]:
    """The numbers that are made of the outputs alone: by name, the first line's, the last."""
    singles = [*_numbers_of_outputs(compared)]
    if not singles:
        return []
    meant = [(e, meaning(e.name or "")) for e in singles]
    named = [e for e, m in meant if m is not None and m.kind == "J"]
    first = [e for e in singles if (e.line, e.node) == (singles[0].line, singles[0].node)]
    told = [*named[-1:], first[-1], singles[-1]]
    return [*{id(each.value): each for each in told}.values()]


def _numbers_of_outputs(compared: ComparedPass) -> Iterator[Event]:
    """Yield single numbers made of the last layer's sums, short of products and comparisons."""
    last = compared.each.products[-1].event
    made, arrays = {id(last)}, {id(last.value)}
    for event in compared.each.events:
        if event.number <= last.number or event.place.kind == "read" or _ends(event):
            continue
        if not any(id(e) in made or id(e.value) in arrays for e in event.operands):
            continue
        made.add(id(event))
        if event.value.shape:
            arrays.add(id(event.value))
        elif event.place.kind == "operation":
            yield event


def _ends(event: Event) -> bool:
    text = event.place.text
    is_told = event.value.dtype == "bool" or isinstance(parsed(text), ast.Compare)
    is_product = is_contraction(text) and event.value.array.ndim > 0  # e @ e adds up squares
    return is_told or is_product or called(text) in _ENDS


def _pairs(compared: ComparedPass) -> Iterator[SlopePair]:
    """Each parameter, with the last value of its size behind the pass."""
    each, recorded = compared.each, compared.recorded
    last = each.products[-1].event.number
    after = [e for e in each.events if e.number > last and e.place.kind == "operation"]
    turn = recorded.within(recorded.turn(each.products[0].event.node))
    around = [e for e in recorded.events if e.node in turn]  # a copy from before is another's
    weights = [(f"dW[{n}]", one.weights) for n, one in enumerate(each.products, 1)]
    biases = [(f"db[{n}]", one) for n, one in enumerate(each.added, 1) if one is not None]
    for key, told in (*weights, *biases):
        is_array = told.value.is_array and bool(told.value.shape)
        looks = (e for e in around if e.value is told.value) if is_array else ()
        first = next(iter(looks), told)
        sized = (e for e in after if e.value.array.size == told.value.array.size)
        yield SlopePair(key, next(sized, first), first, [told])  # else in a vector of all


def _goes_down(checked: CheckedGradient, compared: ComparedPass) -> bool:
    """Whether a parameter is moved against its slopes until the next pass."""
    after, name = compared.after, checked.pair.name
    if not after:
        return False
    layer = int(name[3:-1]) - 1
    new = after[0].products[layer].weights if name[:2] == "dW" else after[0].added[layer]
    old = checked.pair.parameter.value.array
    if new is None or new.value.shape != old.shape:
        return False
    change = np.asarray(new.value.array, dtype=float) - old
    return sum(float(change[each.cell]) * each.measured for each in checked.cells) < 0


def _are_slopes(checked: CheckedGradient, told: Sequence[Event], times: float) -> bool:
    """Whether one of some values is so many times the slopes of a parameter, or has them in it.

    A bias that the loss does not hang on, as before a normalisation, has the rest of a sum.
    """
    if is_nothing(checked):
        size = checked.pair.parameter.value.array.size
        sized = (numbers(e) for e in told if e.value.array.size == size)
        is_bias = checked.pair.name[:2] == "db"
        return is_bias and any(0 < np.abs(each).max() < _REST for each in sized)
    return any(_is_slope(checked, each, times) for each in told)


def _is_slope(checked: CheckedGradient, event: Event, times: float) -> bool:
    """Whether a value is so many times the slopes of a parameter, or they lie in it."""
    value, parameter = numbers(event), checked.pair.parameter.value
    if value.size == parameter.array.size:
        return agrees_with(checked, value, times)
    if value.ndim != 1 or value.size < parameter.array.size:
        return False
    each = checked.cells[0]
    at = int(np.ravel_multi_index(each.cell, parameter.shape))
    wanted, begin = times * each.measured, value.size - parameter.array.size + 1
    near = np.flatnonzero(np.isclose(value[at : at + begin], wanted, rtol=1e-3, atol=1e-6))
    size = parameter.array.size
    return any(agrees_with(checked, value[n : n + size], times) for n in near.tolist())
