"""What a program's loss holds of the squares of its weights."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, goes_through, parsed
from tutor.programs.lineage import returned
from tutor.programs.matching import near
from tutor.programs.naming import meaning
from tutor.programs.noticing.corrections import given_by
from tutor.programs.noticing.elsewhere import function_at
from tutor.programs.noticing.sums import number_of, operator, two_sides
from tutor.programs.passes import Pass
from tutor.programs.recorded import Event, Recorded

Array = NDArray[np.float64]
Measure = Callable[[Array], Array]
_LOSS = re.compile(r"loss|cost|objective", re.I)
_DEEP = 12
_ENOUGH = 8
"""Sums with a penalty that are looked at: one may be added up layer by layer."""
_SQUARING = {"sum", "vdot", "dot", "einsum", "norm"}


@dataclass(frozen=True, slots=True, eq=False)
class LossPenalty:
    """What a loss holds of the squares of its layers' weights."""

    event: Event
    """The sum of the data's loss and the penalty."""
    times: Mapping[int, float]
    """How many times the sum of the squares, by the layer."""
    data: float
    """What the rest of it is worth."""
    spared: frozenset[int] = frozenset()
    """The layers whose biases, a column of their weights, are left out of it."""


def odd_penalty_in_loss(recorded: Recorded, told: Sequence[Pass]) -> LossPenalty | None:
    """Return where a loss holds the sum of weights, or of their sizes, None where none does.

    `event` is the sum itself.
    """
    for measured in (np.abs, np.positive):
        if found := _penalty(recorded, told, measured):
            return found
    return None


def penalty_in_loss(recorded: Recorded, told: Sequence[Pass]) -> LossPenalty | None:
    """Return the penalty on weights that a loss of the program holds, None where there is none."""
    return _penalty(recorded, told, np.square)


def _penalty(recorded: Recorded, told: Sequence[Pass], measured: Measure) -> LossPenalty | None:
    """The penalty on weights by a measure of each number that a loss adds up."""
    layers = {
        id(_plain(product.weights).value): layer
        for each in told
        for layer, product in enumerate(each.products, 1)
        if product.W.size > 1
    }
    cut = _without_biases(recorded, told, layers)
    layers |= cut
    atoms: dict[int, Sequence[int]] = {
        id(e): (layers[at],) for e in recorded.operations if (at := _summed(e, layers, measured))
    }
    totals = {_total(each, measured) for each in told}
    for event in recorded.operations:
        if goes_through(event.place.text) and not event.value.array.ndim:
            value = float(event.value.array)
            if any(near(value, total, 1e-9) for total in totals):
                atoms[id(event)] = tuple(range(1, len(told[0].products) + 1))
    if not atoms:
        return None
    reading = _Reading(recorded, atoms, layers)
    sums = (e for e in recorded.operations if not e.value.array.ndim)
    sums = (e for e in sums if operator(e) in ("Add", "Sub"))
    if measured is not np.square:  # sizes of weights are shown, too
        sums = (e for e in sums if _is_called_loss(e, recorded))
    found = islice(filter(None, map(reading.penalised, sums)), _ENOUGH)
    penalty = max(found, key=lambda each: len(each.times), default=None)
    if penalty is None:
        return None
    if measured is not np.square:
        sums_before = (e for e in recorded.operations if id(e) in atoms)
        before = [e for e in sums_before if e.number < penalty.event.number]
        penalty = replace(penalty, event=before[-1] if before else penalty.event)
    return replace(penalty, spared=frozenset(cut.values()))


def _is_called_loss(event: Event, recorded: Recorded) -> bool:
    """Whether it has the name of a loss, or stands in a function that has."""
    meant = meaning(event.name or "")
    function = function_at(recorded.program.code, event.line)
    is_named = any(_LOSS.search(name) for name in (event.name or "", function))
    return is_named or (meant is not None and meant.kind == "J")


def _without_biases(
    recorded: Recorded, told: Sequence[Pass], layers: Mapping[int, int]
) -> dict[int, int]:
    """The layers of values that are weights cut short of the biases among them: Theta1[:, 1:]."""
    products = {n: p for each in told[:1] for n, p in enumerate(each.products, 1)}
    within = {n for n, product in products.items() if product.bias is not None}
    found: dict[int, int] = {}
    for event in recorded.operations if within else ():
        if not event.operands or (layer := layers.get(id(event.operands[0].value))) not in within:
            continue
        whole, at = event.operands[0].value.array, products[layer].bias
        if at is not None and event.value.array.ndim == whole.ndim == 2:
            cut = [np.delete(whole, at, axis=axis) for axis in (0, 1) if at < whole.shape[axis]]
            if any(np.array_equal(event.value.array, each) for each in cut):
                found[id(event.value)] = layer
    return found


def _total(each: Pass, measured: Measure) -> float:
    """The squares of all weights of a pass, added up, or another measure of them."""
    return float(sum(measured(product.W).sum() for product in each.products))


def _plain(event: Event) -> Event:
    """The weights themselves, where a layer takes them turned."""
    while event.place.text.endswith(".T") and event.operands:
        event = event.operands[0]
    return event


def _summed(event: Event, layers: Mapping[int, int], measured: Measure) -> int | None:
    """The identity of the weights whose squares an operation adds up, None where it is none."""
    is_number = not event.value.array.ndim and np.isfinite(event.value.array)
    text = event.place.text
    if not is_number or not (called(text) in _SQUARING or operator(event) in ("Pow", "Mult")):
        return None
    if goes_through(text):
        return None
    for each in _behind(event, 3):
        if id(each.value) in layers and each.value.is_array:
            total = float(measured(np.asarray(each.value.array, dtype=float)).sum())
            return id(each.value) if near(float(event.value.array), total, 1e-9) else None
    return None


def _behind(event: Event, depth: int) -> Iterator[Event]:
    for each in event.operands:
        yield each
        if depth:
            yield from _behind(each, depth - 1)


class _Reading:
    """Reads numbers as sums of so many times the squares of weights, and of others."""

    def __init__(
        self, recorded: Recorded, atoms: Mapping[int, Sequence[int]], weights: Mapping[int, int]
    ) -> None:
        self._recorded, self._atoms, self._weights = recorded, atoms, weights

    def penalised(self, event: Event) -> LossPenalty | None:
        """Return what a sum holds of a penalty, None where it holds none, or nothing else."""
        terms = [*self._terms(event, 1.0, _DEEP)]
        times: dict[int, float] = {}
        for layer, n in terms:
            if layer:
                times[layer] = times.get(layer, 0.0) + n
        has_data = any(layer == 0 for layer, _ in terms)
        if not has_data or not any(times.values()):
            return None
        return LossPenalty(event, times, self._rest(event))

    def _rest(self, event: Event) -> float:
        """What a sum of two is worth without the one that holds the penalty."""
        parts = self._parts(event) or []
        plain = [
            n * float(part.value.array)
            for part, n in parts
            if not any(layer for layer, _ in self._terms(part, n, _DEEP))
        ]
        return sum(plain)

    def _terms(self, event: Event, n: float, depth: int) -> Iterator[tuple[int, float]]:
        """The layers whose squares are in a number, each so many times; 0 for what is another."""
        if id(event) in self._atoms:
            yield from ((layer, n) for layer in self._atoms[id(event)])
            return
        made = event if event.is_operation else given_by(self._recorded, event)
        if made is not event and depth:
            yield from self._terms(made, n, depth - 1)
            return
        if id(made) not in self._atoms and (not made.is_operation or not depth):
            if made.value.array.any():
                yield 0, n
            return
        if (inner := returned(self._recorded, made)) is not None:
            yield from self._terms(inner, n, depth - 1)
            return
        parts = self._parts(made)
        if parts is None:
            if not self._is_of_weights(made):
                yield 0, n
            return
        for part, times in parts:
            yield from self._terms(part, n * times, depth - 1)

    def _is_of_weights(self, event: Event) -> bool:
        """Whether there is nothing but weights in a number: it is a penalty of another kind."""
        behind = (e for e in _behind(event, _DEEP) if e.value.array.ndim and not e.operands)
        ends = [id(each.value) in self._weights for each in behind]
        return bool(ends) and all(ends)

    def _parts(self, event: Event) -> list[tuple[Event, float]] | None:
        """The numbers that a sum or a multiple is made of, each so many times."""
        how = operator(event)
        if event.place.kind == "change" and len(event.operands) > 1:
            left, right = event.operands[0], event.operands[-1]
            signs = {"Add": 1.0, "Sub": -1.0}
            return [(left, 1.0), (right, signs[how])] if how in signs else None
        sides = two_sides(parsed(event.place.text))
        if sides is None:
            return None
        told = {id(e): e for e in event.operands}
        numbers_ = [number_of(each, event) for each in sides]
        if len(told) == 2 and how in ("Add", "Sub"):
            return [(event.operands[0], 1.0), (event.operands[1], 1.0 if how == "Add" else -1.0)]
        if how == "Mult" and None not in numbers_:
            return self._scaled(event, numbers_)
        if how == "Div" and numbers_[1] and event.operands:
            return [(event.operands[0], 1 / numbers_[1])]
        return None

    def _scaled(
        self, event: Event, sides: Sequence[float | None]
    ) -> list[tuple[Event, float]] | None:
        """Which side of a product of two numbers holds the squares."""
        for operand in event.operands:
            terms = [*self._terms(operand, 1.0, 4)]
            if any(layer for layer, _ in terms):
                value = float(operand.value.array)
                other = float(event.value.array) / value if value else 0.0
                return [(operand, other)]
        return None
