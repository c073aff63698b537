"""What an accusation rests on: nothing is called wrong that may be right.

A program may do more than the reference: penalise, drop, clip, smooth, weigh. So a value that is
not the engine's is a mistake only if

- small nudges of the parameters do not show that the gradients are the slopes of the program's own
  loss: where they are, the program means another network or loss, and is right about it;
- and it is further from the engine's than rounding brings it, where numbers are kept in few digits;
- and all that went into it is known to the engine: with random numbers, or with arrays that were
  there before, there is nothing to compare it with.

How the parameters are moved is weighed by `parameter_steps`, on the same principle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

import numpy as np

from engine.activations import ACTIVATIONS
from tutor.programs.expressions import called
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.foreign_parts import ForeignParts
from tutor.programs.judging.own_slopes import is_nothing, own_iterations, slopes_of
from tutor.programs.judging.penalties import without_penalty
from tutor.programs.judging.rounding import Rounding
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import against, close_array, factors, oriented, ratio_to, same_array
from tutor.programs.recorded import Event
from tutor.programs.reference import activated
from tutor.programs.slopes.check import (
    CheckedGradient,
    SlopeCheck,
    agrees_with,
)

Measure = Callable[[Event], SlopeCheck]
"""Measures the slopes of the program's own loss in the iteration of an operation."""
_REDUCED = {"sum", "mean", "var", "std", "max", "min", "norm", "sort", "argsort"}


_OTHERS = 6
"""In so many other passes the gradients of a loss are sought."""


class MistakeEvidence:
    """Weighs what speaks for and against the differences of one pass."""

    def __init__(
        self,
        compared: ComparedPass,
        measure: Measure,
        acquitted: set[tuple[int, str]],
        others: Callable[[], Iterable[ComparedPass]] = tuple,
    ) -> None:
        self._compared, self._measure, self._acquitted = compared, measure, acquitted
        self._others = others
        """Passes whose gradients may be the slopes of a loss that this one only looks at."""
        self.beside: Event | None = None
        """The first operation that does what the reference does not, if any is known."""
        self._tracer, self._foreign = Tracer(compared), ForeignParts(compared)
        self._rounding = Rounding(compared)

    def speaks_against(self, difference: CodeDifference) -> bool:
        """Whether a difference is a mistake, as far as can be known."""
        event, key = difference.event, difference.key
        if self._rounding.explains(event, key):
            return False
        if key[0] in "Wb" and not difference.is_sure:
            return self.beside is None or self._climbs(event, key)
        if difference.is_sure:
            return not (key[0] == "b" and self.beside is not None and self._is_flat(key))
        if self._is_known(event, key):
            is_inner = key[:2] in ("dZ", "dA") and key[3:-1] != str(self._compared.depth)
            return not (is_inner and self._is_acquitted_in_all(event, key))
        if key[0] in "ZA" and self._begins_another(event):
            return False
        beside = self._foreign.first(event)
        if beside is None and not self._is_other_activation(event, key):
            beside = event if self._is_acquitted(event, key) else None
        self.beside = self.beside or beside
        return beside is None

    def _begins_another(self, event: Event) -> bool:
        """Whether it comes after this pass and is not made of it: the inputs of the next one."""
        products, behind = self._compared.each.products, self._tracer.behind(event)
        is_after = event.number > products[-1].event.number
        return is_after and not any(id(product.event) in behind for product in products)

    def _is_acquitted(self, event: Event, key: str) -> bool:
        """Whether it is right by the program's own loss, in this pass or in one before."""
        place = id(event.place), key
        if place not in self._acquitted and (
            self._is_right_by_itself(event, key) or (key == "J" and self._is_learned_by(event))
        ):
            self._acquitted.add(place)
        if not self._tells_of_all:  # where no name tells of a gradient, any value may be one
            return self._is_acquitted_in_all(event, key)
        return place in self._acquitted

    @property
    def _tells_of_all(self) -> bool:
        """Whether a gradient of each parameter has a name, and was measured."""
        return all(f"d{key}" in self._measured for key in self._compared.parameters)

    def _is_acquitted_in_all(self, event: Event, key: str) -> bool:
        """Whether there, or in a pass before, all gradients are slopes of the program's loss."""
        place = id(event.place), key
        if place not in self._acquitted and self._has_all_slopes:
            self._acquitted.add(place)
        return place in self._acquitted

    def _is_learned_by(self, loss: Event) -> bool:
        """Whether all gradients of another pass are slopes of a loss that is computed there.

        Or of one that is computed nowhere, which bounds what the outputs are off by.
        """
        others = (one for one in self._others() if one.each is not self._compared.each)
        return any(
            any(map(ForeignParts(one).limits_delta, one.each.events))
            or any(
                slopes_of(one, iteration)
                for iteration in own_iterations(one)
                if iteration.loss.place is loss.place
            )
            for one in islice(others, _OTHERS)
        )

    @property
    def _has_all_slopes(self) -> bool:
        """Whether there is a gradient of each parameter, so many times the slopes of one loss."""
        return self._own_slopes is not None

    @property
    def speaks_for_all(self) -> bool:
        """Whether all gradients of the pass are the slopes of the program's own loss."""
        keys = [f"d{key}" for key in self._compared.parameters]
        if self._tells_of_all and all(self._measured[key].agrees for key in keys):
            return True
        return self._has_all_slopes

    def _is_flat(self, key: str) -> bool:
        """Whether the program's own loss does not hang on a bias, as before a normalisation."""
        own = (each for each in self._own_slopes or () if each.pair.name == f"d{key}")
        return any(is_nothing(each) for each in own)

    @cached_property
    def _own_slopes(self) -> Sequence[CheckedGradient] | None:
        """The slopes of a loss that there is a gradient of each parameter for."""
        every = (slopes_of(self._compared, each) for each in own_iterations(self._compared))
        return next(filter(None, every), None)

    def _climbs(self, event: Event, key: str) -> bool:
        """Whether a step goes up the program's own slope."""
        checked, old = self._measured.get(f"d{key}"), self._compared.old(key)
        if checked is None or event.value.array.size != old.size:
            return False
        own = numbers(checked.pair.gradient)
        steps = (each - old for each in oriented(numbers(event), old))
        return any((ratio_to(own, step) or 0) > 0 for step in steps)

    def _is_known(self, event: Event, key: str) -> bool:
        """Whether it is the engine's value but for its shape, its place or a factor.

        Sums that are scaled, and a loss to be made large, may be meant.
        """
        verdict = against(key, numbers(event), self._compared.truth)
        is_meant = key[0] in "ZA" or (key == "J" and verdict.factor < 0)
        return verdict.how == "equal" or (verdict.how == "factor" and not is_meant)

    def _is_other_activation(self, event: Event, key: str) -> bool:
        """Whether a hidden layer gives each sum another activation than the reference has.

        One that is known: what else it may be can be right for the slopes that it has.
        """
        layer = int(key[2:-1]) if key[:2] == "A[" else 0
        if not 0 < layer < self._compared.depth:
            return False
        Z, made = self._compared.truth.values[f"Z[{layer}]"], self._tracer.source(event)
        if not any(close_array(numbers(made), activated(kind, Z)) for kind in ACTIVATIONS):
            return False
        parts = [e for e in self._tracer.chain(made, Z) if not close_array(numbers(e), Z)]
        takes = [e for each in parts for e in each.operands if e.value.array.size > 1]
        return not any(called(each.place.text) in _REDUCED for each in parts) and all(
            close_array(numbers(e), Z) or self._tracer.source(e) in parts for e in takes
        )

    def _is_right_by_itself(self, event: Event, key: str) -> bool:
        """Whether the gradients that a value leads to are the slopes of the program's own loss.

        They may all be one of the usual numbers times the slopes.
        """
        usual = (1.0, *(n for n in factors(self._compared.truth) if n > 0))
        if key[:2] in ("dW", "db"):
            own = self._measured.get(key)
            if own is None or own.pair.parameter.value.array.size != event.value.array.size:
                return False
            alike = event, *self._penalised(event)
            return any(agrees_with(own, numbers(each), n) for each in alike for n in usual)
        layers = range(1, self._compared.depth + 1)
        led_to = [int(key[3:-1])] if key[0] == "d" and key[3:-1] != "0" else layers
        wanted = [f"{kind}[{layer}]" for layer in led_to for kind in ("dW", "db")]
        measured = [self._measured[each] for each in wanted if each in self._measured]
        if not measured or not all(each in self._measured for each in wanted if each[1] == "W"):
            return False
        if key[0] != "d" and not self._others_agree:
            return False
        return any(all(self._has(each, n) for each in measured) for n in usual)

    def _penalised(self, event: Event) -> Iterator[Event]:
        """The sums in which a penalty is put to a gradient."""
        after = (e for e in self._compared.each.events if e.number > event.number)
        for each in after:
            if each.is_operation and each.value.array.size == event.value.array.size > 1:
                rest = without_penalty(each, self._compared)
                if rest is not None and self._tracer.source(rest) is event:
                    yield each

    @cached_property
    def _checked(self) -> list[CheckedGradient]:
        first = self._compared.each.events[0]
        return [each for each in self._measure(first).gradients if each.cells]

    @property
    def _others_agree(self) -> bool:
        """Whether the gradients are right of what is no parameter of a layer as it is seen here."""
        others = (each for each in self._checked if each not in self._measured.values())
        return all(each.agrees for each in others)

    @cached_property
    def _measured(self) -> Mapping[str, CheckedGradient]:
        """What was measured, by the engine's name of the gradient."""
        keys = [f"{kind}[{n}]" for n in range(1, self._compared.depth + 1) for kind in "Wb"]
        found: dict[str, CheckedGradient] = {}
        for each in self._checked:
            parameter = np.asarray(each.pair.parameter.value.array, dtype=float)
            same = [key for key in keys if same_array(parameter, self._compared.old(key))]
            same.sort(key=lambda key: not self._tells_of(key, each))  # all biases may be zeros
            if key := next((key for key in same if f"d{key}" not in found), None):
                found[f"d{key}"] = each
        return found

    def _tells_of(self, key: str, checked: CheckedGradient) -> bool:
        """Whether what was measured is the very array of a parameter."""
        told = self._compared.each.told_of(key)
        return told is not None and told.value is checked.pair.parameter.value

    def _has(self, checked: CheckedGradient, times: float) -> bool:
        """Whether a gradient, or what it is made of, is so many times the measured slopes."""
        behind = self._tracer.behind(checked.pair.gradient)
        size = checked.pair.parameter.value.array.size
        parts = (e for e in self._compared.each.events if id(e) in behind)
        made = (e for e in parts if e.value.array.size == size)
        return any(agrees_with(checked, numbers(each), times) for each in made)
