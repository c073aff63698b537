"""What a run shows to be amiss without any reference, each with its place and its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tutor.programs.expressions import called, is_product, keyword, sign
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event, Recorded


@dataclass(frozen=True, slots=True, eq=False)
class Noticed:
    """Something that is seldom meant."""

    event: Event
    kind: str
    message: str

    @property
    def line(self) -> int:
        return self.event.line


def noticed(recorded: Recorded) -> list[Noticed]:
    """Return what is noticed, in the order of the run, each kind once a line."""
    rules = (_squares, _overflows, _sums, _whole_quotients, _axes, _equal_weights, _shuffles, _idle)
    found: dict[tuple[str, int], Noticed] = {}
    for rule in rules:
        for each in rule(recorded):
            found.setdefault((each.kind, each.line), each)
    return sorted(found.values(), key=lambda each: each.event.number)


def _squares(recorded: Recorded) -> Iterator[Noticed]:
    """A column and a plain vector of one length make a square."""
    for event in recorded.operations:
        shapes = sorted((operand.value.shape for operand in event.operands), key=len)
        if len(shapes) != 2 or len(shapes[0]) != 1 or event.value.shape != shapes[0] * 2:
            continue
        n = shapes[0][0]
        if n > 1 and shapes[1] == (n, 1) and sign(event.place.text) in ("Add", "Sub", "Mult"):
            said = f"({n},) and ({n}, 1) were stretched to ({n}, {n}): reshape one to the other."
            yield Noticed(event, "accidental square", said)


def _overflows(recorded: Recorded) -> Iterator[Noticed]:
    """exp that leaves the numbers on its way to NaN, and the logarithm of 0."""
    first_nan = next((e.number for e in recorded.operations if "NaN" in e.value.bad), None)
    for event in recorded.operations:
        name, bad = called(event.place.text), event.value.bad
        if not bad or any(operand.value.bad for operand in event.operands):
            continue
        if name == "exp" and "inf" in bad and first_nan is not None and event.number <= first_nan:
            said = "exp overflows to inf, and NaN follows: subtract the largest number first."
            yield Noticed(event, "exp overflow", said)
        elif name == "log" and any((o.value.array == 0).any() for o in event.operands):
            yield Noticed(event, "log of 0", "The logarithm of 0 is −inf: a probability became 0.")


def _sums(recorded: Recorded) -> Iterator[Noticed]:
    """The gradient of a bias in which all units are added up."""
    for event in recorded.operations:
        meant = meaning(event.name or "")
        if meant is None or meant.kind != "db" or event.value.array.size != 1:
            continue
        for part in (event, *(o for o in event.operands if o.line == event.line)):
            text = part.place.text
            is_sum = called(text) in ("sum", "mean") and keyword(text, "axis") is None
            taken = part.operands[0].value.shape if part.operands else ()
            if is_sum and len(taken) == 2 and min(taken) > 1 and part.value.array.size == 1:
                said = f"All {taken[0]} × {taken[1]} numbers are added up: name an axis."
                yield Noticed(part, "sum without axis", said)


def _whole_quotients(recorded: Recorded) -> Iterator[Noticed]:
    """1 // m is 0, and so is what is multiplied by it."""
    for event in recorded.operations:
        if sign(event.place.text) != "Mult" or not event.value.is_array:
            continue
        for operand in event.operands:
            text = operand.place.text
            if sign(text) == "FloorDiv" and not operand.value.array.any():
                yield Noticed(operand, "integer division", f"{text} is 0: write / in place of //.")


def _axes(recorded: Recorded) -> Iterator[Noticed]:
    """Probabilities that add up to 1 over the examples, not over the classes."""
    for event in recorded.operations:
        if sign(event.place.text) != "Sub" or len(event.operands) != 2:
            continue
        A, Y = (operand.value.array for operand in event.operands)
        if A.ndim != 2 or A.shape != Y.shape or min(A.shape) < 2 or not np.isin(Y, (0, 1)).all():
            continue
        ones = [bool((Y.sum(axis=axis) == 1).all()) for axis in (0, 1)]
        sums = [bool(np.allclose(A.sum(axis=axis), 1)) for axis in (0, 1)]
        if sum(ones) == 1 and sum(sums) == 1 and ones != sums and (A >= 0).all():
            told = [e for e in recorded.operations if e.number < event.number]
            same = (e for e in reversed(told) if np.array_equal(e.value.array, A))
            maker = next((e for e in same if sign(e.place.text) == "Div"), event)
            axis = ones.index(True)
            said = f"Each example's probabilities are to add up to 1: that is axis {axis} here."
            yield Noticed(maker, "softmax axis", said)


def _equal_weights(recorded: Recorded) -> Iterator[Noticed]:
    """Hidden units that all begin equal stay equal."""
    used: dict[str, Event] = {}
    for event in recorded.operations:
        if is_product(event.place.text):
            for operand in event.operands:
                meant = meaning(operand.place.text)
                if meant and meant.kind == "W" and operand.value.array.ndim == 2:
                    used.setdefault(operand.place.text, operand)
    for operand in list(used.values())[:-1]:
        array = operand.value.array
        if min(array.shape) > 1 and (array == array.flat[0]).all():
            said = f"All weights of {operand.place.text} are equal, so its units stay alike."
            yield Noticed(operand, "equal weights", said)


def _shuffles(recorded: Recorded) -> Iterator[Noticed]:
    """Inputs and targets in two different orders."""
    last: dict[int, tuple[Event, bool]] = {}
    for event in recorded.operations:
        if not event.place.text.endswith("]") or len(event.operands) != 2:
            continue
        order = event.operands[1].value.array
        if order.ndim != 1 or len(order) < 3 or sorted(order) != list(range(len(order))):
            continue
        meant = meaning(event.operands[0].place.text)
        targets = meant is not None and meant.kind == "Y"
        before = last.get(event.node)
        if before and before[1] != targets and abs(before[0].line - event.line) <= 2:
            other = before[0].operands[1].value.array
            if len(other) == len(order) and not np.array_equal(other, order):
                said = "Inputs and targets are put in different orders: use one permutation."
                yield Noticed(event, "two permutations", said)
        last[event.node] = event, targets


def _idle(recorded: Recorded) -> Iterator[Noticed]:
    """Weights that never change while others do."""
    seen: dict[str, list[Event]] = {}
    for event in recorded.operations:
        for operand in event.operands if is_product(event.place.text) else ():
            meant = meaning(operand.place.text)
            if meant and meant.kind == "W" and meant.number is not None:
                seen.setdefault(operand.place.text, []).append(operand)
    moved = {
        name: not np.array_equal(told[0].value.array, told[-1].value.array)
        for name, told in seen.items()
    }
    for name, told in seen.items():
        if not moved[name] and sum(moved.values()) > 0 and len(told) > 8:
            said = f"{name} is never changed, though other weights are."
            yield Noticed(told[0], "never changed", said)
