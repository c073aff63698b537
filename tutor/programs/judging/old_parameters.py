"""How much of a parameter is in what it becomes: all of it, not none, and never more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.expressions import is_contraction
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.decays import told_growth
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.statements import adds_up, expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import first_makers
from tutor.programs.matching import is_multiple, ratio_to, same_array
from tutor.programs.passes import Pass
from tutor.programs.recorded import Event

_EXACT = 1e-9
_FEWEST = 3
"""Fewer numbers are a sum of any two others."""


class OldParameters:
    """Looks for the old parameters in the steps of one pass."""

    def __init__(self, compared: ComparedPass, steps: ParameterSteps) -> None:
        self._compared, self._steps = compared, steps
        self._tracer = Tracer(compared)

    def replaced(self) -> Iterator[CodeDifference]:
        """Yield what becomes a multiple of its gradient, with nothing of the old in it."""
        told = [(key, event, self._parts(key)) for key, (event, _) in self._steps.taken.items()]
        weights = (each for each in told if each[0][0] == "W")
        if any(self._goes_on_from_others(event, parts) for _, event, parts in weights):
            return
        for key, event, parts in told:
            old, slope = self._compared.old(key), self._slope(key)
            is_made_of_slope = adds_up(parts) or any(each is slope for each in parts)
            if is_made_of_slope and not any(same_array(numbers(each), old) for each in parts):
                said = f"{key} becomes another here, and nothing of the old one is in it."
                place = self._renamed(event) or event
                yield CodeDifference(place, key, said, True, True, is_sure=True)

    def _parts(self, key: str) -> Sequence[Event]:
        """What a step is made of number by number, down to the gradient."""
        event, size = self._steps.taken[key][0], self._compared.old(key).size
        return [*self._tracer.summands(event, size, self._slope(key))]

    def _goes_on_from_others(self, event: Event, parts: Sequence[Event]) -> bool:
        """Whether a step starts from weights that a network had before these, which were tried.

        What these were made by is another operation: else the old ones are taken by mistake.
        """
        each, recorded = self._compared.each, self._compared.recorded
        makers, begin = first_makers(recorded), each.events[0].number
        made = [makers.get(id(product.weights.value)) for product in each.products]
        if any(one is not None and one.place is event.place for one in made):
            return False
        before = (e for e in recorded.operations if e.number < begin)
        products = (e for e in before if is_contraction(e.place.text))
        weights = {id(operand.value) for one in products for operand in one.operands}
        return any(id(part.value) in weights for part in parts)

    def grown(self) -> Iterator[CodeDifference]:
        """Yield the steps that add some of the old parameter: a decay takes some away."""
        for key, (event, times) in self._steps.scaled.items():
            _, length = self._steps.taken.get(key, (event, None))
            if times > 1 and length is not None and length > 0:
                yield CodeDifference(event, key, told_growth(key, times), True, True, is_sure=True)
        for key, (event, length) in self._steps.taken.items():
            old, slope = self._compared.old(key), self._compared.truth.values[f"d{key}"]
            change = self._steps.changes[key]
            may_grow = length is None and self._steps.is_first(event)  # b is its velocity, then
            if may_grow and _growth(change, old, slope) > 0:
                made = self._steps.moved_along(key)
                is_within = made and any(same_array(numbers(e), old) for e in expression(made))
                said = f"{key} itself is added to what it is moved by."
                place = made if made and is_within else event
                yield CodeDifference(place, key, said, in_place=True, is_exact=True)

    def alone(self) -> Iterator[CodeDifference]:
        """Yield what becomes a multiple of itself, where its gradient was to be taken."""
        after = next(iter(self._compared.after), None)
        for key, (event, length) in self._steps.taken.items():
            old = self._compared.old(key)
            is_named = f"d{key}" in self._compared.named and key[0] == "W"
            if length is not None or after is None or not is_named:
                continue
            is_kept = same_array(numbers(event), after.products[int(key[2:-1]) - 1].W)
            if is_kept and old.size > 1 and ratio_to(self._steps.changes[key], old) is not None:
                said = f"{key} is moved along itself here: its slope d{key} is not in the step."
                yield CodeDifference(event, key, said, True, True, is_sure=True)
        yield from self._only_penalised(after)

    def _only_penalised(self, after: Pass | None) -> Iterator[CodeDifference]:
        """Yield a multiple of the weights that takes a gradient's place: a penalty alone."""
        for key, (event, _) in self._steps.scaled.items():
            is_last = key[0] == "W" and key not in self._steps.taken and after is not None
            if not is_last or after is None or not self._has_slope(key):
                continue
            made, W = self._steps.made_for(event), self._compared.old(key)
            is_kept = same_array(numbers(event), after.products[int(key[2:-1]) - 1].W)
            if is_kept and made is not None and ratio_to(numbers(made), W) is not None:
                while (before := self._tracer.before_scaling(made)) is not None:
                    made = before
                said = (
                    f"This takes the place of d{key}, and is a multiple of {key} alone: "
                    "a penalty is to be added to the slope."
                )
                yield CodeDifference(made, f"d{key}", said, True, True, is_sure=True)

    def _has_slope(self, key: str) -> bool:
        """Whether the gradient was computed, whatever it is called."""
        true, last = self._compared.truth.values[f"d{key}"], self._compared.each.products[-1].event
        told = (e for e in self._compared.each.events if e.number > last.number and e.is_operation)
        sized = (e for e in told if e.value.array.size == true.size > 1)
        return any(is_multiple(numbers(e), true) for e in sized)

    def _slope(self, key: str) -> Event | None:
        """What gave the gradient: a penalty in it is none of the old parameter."""
        named = self._compared.named.get(f"d{key}")
        return self._tracer.source(named[0]) if named else None

    def _renamed(self, event: Event) -> Event | None:
        """Where what was computed before is given a parameter's name: W = velocity."""
        told = (e for e in self._compared.each.events if e.number > event.number)
        same = (e for e in told if e.value is event.value and e.name and e.is_operation)
        return next(same, None)


def _growth(change: Array, old: Array, slope: Array) -> float:
    """How many times the old parameter is in a change, besides some times the slope."""
    if old.size < _FEWEST or not np.isfinite(change).all() or not np.isfinite(slope).all():
        return 0.0
    columns = np.column_stack([slope.ravel(), old.ravel()])
    found, _, rank, _ = np.linalg.lstsq(columns, change.ravel(), rcond=None)
    gap = float(np.abs(columns @ found - change.ravel()).max())
    largest = float(np.abs(change).max())
    is_sum = rank == len(found) and found[0] < 0 and gap <= _EXACT * largest
    share = float(found[1] * np.abs(old).max())
    return float(found[1]) if is_sum and share > 1e-6 * largest else 0.0
