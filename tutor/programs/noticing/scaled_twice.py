"""Data that are divided by the spread more often, or by another power of it, than data beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tutor.programs.expressions import sign
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.preparing import (
    Makers,
    ScalingStep,
    makers_of,
    operator_of,
    prepared,
)
from tutor.programs.noticing.unlike_parts import KIND
from tutor.programs.recorded import Event, Recorded

_MOST = 12
"""Tables that are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class _Scaled:
    """A table from which a mean is taken away, and what it is divided by behind that."""

    event: Event
    mean: ScalingStep
    spreads: tuple[ScalingStep, ...]

    def is_beside(self, other: _Scaled) -> bool:
        """Whether the same is taken away from other examples."""
        if self.mean.operand is None or other.mean.operand is None:
            return False
        is_same = self.mean.operand.value is other.mean.operand.value
        return is_same and not self.is_of_same(other)

    def is_of_same(self, other: _Scaled) -> bool:
        """Whether both are of the same examples."""
        return np.array_equal(self.mean.table.value.array, other.mean.table.value.array)


def scaled_twice(recorded: Recorded) -> Iterator[Noticed]:
    """X_val = (X_val - mean) / spread ** 2 beside X_train = (X_train - mean) / spread."""
    makers = makers_of(recorded)
    tables = [*_scaled(recorded, makers)][:_MOST]
    once = [each for each in tables if len(each.spreads) == 1]
    for one in once:
        for other in tables:
            is_scaled = any(each.is_of_same(other) for each in once if each is not other)
            is_once = one.is_beside(other) and not is_scaled
            step = _unlike(one.spreads[0], other, makers) if is_once else None
            if step is not None:
                by = one.spreads[0].operand
                said = (
                    f"{one.event.name} is divided by {by.place.text if by else 'its spread'} "
                    f"once, {other.event.name} by more than that: scale both alike."
                )
                yield Noticed(step.event, KIND, said)


def _scaled(recorded: Recorded, makers: Makers) -> Iterator[_Scaled]:
    for event in recorded.operations:
        if not event.name or event.value.array.ndim < 2 or operator_of(event) != "Div":
            continue
        steps = prepared(event, makers).steps
        means = [n for n, step in enumerate(steps) if step.sign == "Sub"]
        if len(means) == 1 and all(each.sign == "Div" for each in steps[means[0] + 1 :]):
            yield _Scaled(event, steps[means[0]], steps[means[0] + 1 :])


def _unlike(spread: ScalingStep, other: _Scaled, makers: Makers) -> ScalingStep | None:
    """The step that divides by the same spread again, or by what is made of it alone."""
    if spread.operand is None or spread.by.size < 2 or not other.spreads:
        return None
    first, *more = other.spreads
    if first.does_as(spread):
        return more[0] if len(more) == 1 and more[0].does_as(spread) else None
    made = makers.of(first.operand) if first.operand is not None and not more else None
    if made is None or len(made.operands) != 1 or sign(made.place.text) not in ("Pow", "Mult"):
        return None
    return first if made.operands[0].value is spread.operand.value else None
