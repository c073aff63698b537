"""Weighs the steps of one pass: all go against their slopes, and equally far."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from tutor.programs.expressions import adds, is_contraction, sign, statement
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.meant_steps import MeantSteps
from tutor.programs.judging.odd_deltas import odd_delta
from tutor.programs.judging.old_parameters import OldParameters
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.statements import expression
from tutor.programs.judging.taken_for_slopes import (
    other_slopes,
    slope_of_other,
    taken_instead,
)
from tutor.programs.judging.tracing import Tracer
from tutor.programs.judging.uphill import UPHILL, UphillSteps
from tutor.programs.lineage import is_rate
from tutor.programs.matching import near, same_array
from tutor.programs.recorded import Event

_CHANCE = 6
"""So many numbers may all rise by chance."""
_ALL_OTHERS = 3


class StepJudge:
    """Says which of the steps that were taken are mistakes."""

    def __init__(self, compared: ComparedPass, steps: ParameterSteps) -> None:
        self._compared, self._steps = compared, steps
        self._meant, self._tracer = MeantSteps(compared), Tracer(compared)
        self._uphill, self._old = UphillSteps(compared, steps), OldParameters(compared, steps)

    def differences(self) -> Iterator[CodeDifference]:
        """Yield the updates that do not go against their slopes as the others do."""
        yield from self._steps.misshapen
        if not self._goes_back():
            return
        if replaced := [*self._old.replaced()]:
            yield from replaced
            return
        yield from other_slopes(self._compared, self._steps)
        lengths = self._lengths()
        if odd := odd_delta(self._compared, self._steps):
            yield odd
            if odd.message:
                return
        if self._steps.climbs and len(lengths) < len(self._steps.taken):
            yield from self._all_uphill()
            return
        if climbing := [*self._climbing()]:
            is_turned = len(climbing) > 1 and self._uphill.begins_at_top
            yield from [self._uphill.at_top()] if is_turned else climbing
        yield from self._old.grown()
        yield from self._old.alone()
        if not lengths:
            yield from self._squared()
        elif len(lengths) * 2 >= len(self._steps.taken):
            yield from self._unlike_lengths(lengths)

    def _all_uphill(self) -> Iterator[CodeDifference]:
        """Where every number climbs: at the last delta, or at the steps unless it is chance."""
        if self._uphill.begins_at_top:
            yield self._uphill.at_top()
        elif self._is_no_chance():
            yield self._all_climb()

    def _unlike_lengths(self, lengths: Mapping[str, float]) -> Iterator[CodeDifference]:
        """The steps that go another way than down, or not as far as most."""
        if all(length < 0 for length in lengths.values()) and self._uphill.begins_at_top:
            yield replace(self._uphill.at_top(), is_sure=self._are_kept(lengths))
            return
        wanted = self._usual_length(lengths)
        if other := self._other_rate(wanted):
            yield other
        told = (self._difference_of(key, lengths, wanted) for key in self._steps.taken)
        yield from (each for each in told if each is not None)

    def _difference_of(
        self, key: str, lengths: Mapping[str, float], wanted: float
    ) -> CodeDifference | None:
        event, length = self._steps.taken[key]
        if length is None:
            return self._astray(key, event)
        if length < 0:
            is_tried = self._meant.is_only_tried(event, key)
            return None if is_tried else self._uphill.difference(event, key)
        if self._lacks_mean(key, lengths, wanted):
            m = self._compared.truth.m
            said = f"The other steps are divided by the {m} examples, this one is not."
            return CodeDifference(event, key, said, True, True, is_sure=True)
        if not self._goes_as_far(key, length, wanted) or self._is_alone(key, lengths):
            return self._otherwise_far(key, lengths, wanted)
        return None

    def _astray(self, key: str, event: Event) -> CodeDifference | None:
        """A step along no multiple of its slope, unless it is meant."""
        slope = self._compared.named.get(f"d{key}")
        is_meant = self._is_averaged(key) or self._goes_elsewhere(key)
        if is_meant or (slope is None and self._steps.slopes[key] is not None):
            return None
        instead = taken_instead(key, self._compared, self._steps, self._tracer)
        other = slope_of_other(key, event, self._compared, self._steps, self._tracer)
        said = f"{key} is not moved along its own slope d{key}."
        if other and instead is None:
            said = f"{key} is moved along {other} here; d{key} is meant."
        return CodeDifference(instead or event, key, said)

    def _otherwise_far(
        self, key: str, lengths: Mapping[str, float], wanted: float
    ) -> CodeDifference:
        """A step farther or less far than the others, at its gradient if that has the factor."""
        event, _ = self._steps.taken[key]
        others = f"the others move {wanted:.3g} times theirs"
        said = f"It moves {lengths[key]:.3g} times its slope; {others}."
        slopes = (each for each in expression(event) if each is self._steps.slopes[key])
        made = next(slopes, None)
        if made is None:
            return CodeDifference(event, key, said)
        is_alone = not self._is_with_its_mate(key, lengths)
        return CodeDifference(made, f"d{key}", said, in_place=is_alone)

    def _are_kept(self, keys: Iterable[str]) -> bool:
        """Whether these steps are not only tried: along the slopes of the program's loss or not."""
        steps = ((key, self._steps.taken[key][0]) for key in keys)
        return not any(self._meant.is_only_tried(event, key) for key, event in steps)

    def _climbing(self) -> Iterator[CodeDifference]:
        """Steps at a rate for each number, all of which go up the slope."""
        for key, (event, length) in self._steps.taken.items():
            held = self._compared.held(key)
            rise = self._steps.changes[key] * (self._compared.truth.values[f"d{key}"] + held)
            is_no_chance = np.count_nonzero(rise) > _CHANCE and bool((rise >= 0).all())
            is_said = length is None and is_no_chance and self._steps.is_first(event)
            if is_said and not self._meant.is_only_tried(event, key):
                yield CodeDifference(event, key, UPHILL)

    def _is_no_chance(self) -> bool:
        """Whether so many numbers rise that what was gathered before does not explain it."""
        rising = sum(np.count_nonzero(each) for each in self._steps.changes.values())
        if rising > _CHANCE:
            return True
        return all(self._steps.is_first(event) for event, _ in self._steps.taken.values())

    def _is_with_its_mate(self, key: str, lengths: Mapping[str, float]) -> bool:
        """Whether the other parameter of the layer goes as far: it is their delta then."""
        mate = lengths.get(f"{'b' if key[0] == 'W' else 'W'}{key[1:]}")
        return mate is not None and near(mate, lengths[key])

    def _all_climb(self) -> CodeDifference:
        """Every number of every parameter goes up its slope, each at a rate of its own."""
        key, (event, _) = next(iter(self._steps.taken.items()))
        return CodeDifference(event, key, UPHILL)

    def _goes_as_far(self, key: str, length: float, wanted: float) -> bool:
        """Whether a step is as long as others, or may be meant to be longer or shorter."""
        if any(near(length, wanted * each) for each in (1, *self._factor(key))):
            return True
        if self._compared.reference.rate is not None:
            return False
        scaled = {key: self._meant.is_scaled(*each) for key, each in self._with_velocities()}
        lacks_rate = not scaled[key] and any(scaled.values())
        return not lacks_rate and self._meant.is_other_rate(length / wanted)

    def _is_alone(self, key: str, lengths: Mapping[str, float]) -> bool:
        """Whether weights alone go farther, by the same rate times a number that is written."""
        others = [length for other, length in lengths.items() if other != key]
        if key[0] != "W" or len(others) < _ALL_OTHERS or f"b{key[1:]}" not in lengths:
            return False
        usual, own = others[0], lengths[key]
        written = _written_numbers(self._steps.taken[key][0].place.text)
        rests = [n for n in written if not near(n, usual)]
        is_written = len(rests) < len(written) and any(near(own, usual * n) for n in rests)
        return is_written and all(near(each, usual) for each in others) and not near(own, usual)

    def _goes_elsewhere(self, key: str) -> bool:
        return self._meant.goes_elsewhere(self._steps.taken[key][0], key, self._steps.changes[key])

    def divide_by_count(self) -> bool:
        """Whether it is the steps in which the mean over the examples is taken."""
        return bool(self._steps.taken) and all(self._dividing().values())

    def _dividing(self) -> dict[str, bool]:
        """Whether the number of examples is divided by in the steps of the parameters."""
        return {
            key: self._meant.divides_by_count(event, made, self._between(key, event))
            for key, (event, made) in self._with_velocities()
        }

    def _lacks_mean(self, key: str, lengths: Mapping[str, float], wanted: float) -> bool:
        """Whether a sum over the examples is taken whole, where other steps divide theirs."""
        m = self._compared.truth.m
        if m < _ALL_OTHERS or not near(lengths[key], wanted * m):
            return False
        dividing = self._dividing()
        usual = [other for other, length in lengths.items() if near(length, wanted)]
        are_sums = all(near(n, m) for each in (key, *usual) for n in self._factor(each))
        return are_sums and not dividing[key] and all(dividing[each] for each in usual)

    def _between(self, key: str, step: Event) -> Iterator[Event]:
        """What is made of a gradient, number by number, before it is taken in a step."""
        size, slope = self._compared.old(key).size, self._steps.slopes[key]
        told = self._tracer.summands(step, size, slope) if slope is not None else ()
        yield from (each for each in told if each is not slope)

    def _with_velocities(self) -> Iterator[tuple[str, tuple[Event, Event | None]]]:
        """The steps by their parameters, each with what is made of the gradient before it."""
        for key, (event, _) in self._steps.taken.items():
            made = self._steps.moved_along(key)
            yield key, (event, None if made is self._steps.slopes[key] else made)

    def _goes_back(self) -> bool:
        """Whether this pass has gradients; else the steps after it are those of another."""
        last = self._compared.each.products[-1].event.number
        products = (e for e in self._compared.each.events if is_contraction(e.place.text))
        is_told = any(verdict.key[0] == "d" for _, verdict in self._compared.every)
        return is_told or any(each.number > last for each in products)

    def _is_averaged(self, key: str) -> bool:
        """Whether a parameter is moved along a sum of its slope and what was before: momentum."""
        made, slope = self._steps.moved_along(key), self._compared.named.get(f"d{key}")
        if made is None or slope is None or slope[1].factor < 0:
            return False
        is_sum = adds(made.place.text) or sign(made.place.text) == "Sub"
        return is_sum and id(self._tracer.source(slope[0])) in self._tracer.behind(made)

    def unlike(self) -> list[str]:
        """Return the parameters that do not go along their slopes as far as most do."""
        lengths = self._lengths()
        usual = self._usual_length(lengths) if lengths else 0.0
        alike = {key for key, length in lengths.items() if near(length, usual)}
        return [key for key in self._steps.taken if key not in alike]

    def _lengths(self) -> dict[str, float]:
        """How far those go that go along their slopes."""
        told = self._steps.taken.items()
        return {key: length for key, (_, length) in told if length is not None}

    def _factor(self, key: str) -> list[float]:
        """What the gradient of a parameter is multiplied by, of which is told elsewhere."""
        slope = self._compared.named.get(f"d{key}")
        return [slope[1].factor] if slope else []

    def _squared(self) -> Iterator[CodeDifference]:
        """Steps that are made of right gradients alone, and do not go along them."""
        for key, (event, _) in self._steps.taken.items():
            slope, old = self._compared.named.get(f"d{key}"), self._compared.old(key)
            arrays = [e for e in expression(event) if e.value.array.size == old.size > 1]
            leaves = (e for e in arrays if not any(each in arrays for each in e.operands))
            others = (self._tracer.source(e) for e in leaves if not same_array(numbers(e), old))
            is_alone = slope and {*map(id, others)} == {id(self._tracer.source(slope[0]))}
            if is_alone and not self._goes_elsewhere(key):
                said = f"{key} is not moved along its own slope d{key}."
                yield CodeDifference(event, key, said)

    def _usual_length(self, lengths: Mapping[str, float]) -> float:
        """How far those go that go by a rate with a name; else most; else along the engine's."""

        loss = self._compared.named.get("J")
        half = (0.5, 2) if self._compared.reference.losses == "mse" and not loss else ()
        usual = {1.0, abs(loss[1].factor) if loss else 1.0, *half}

        def worth(key: str) -> tuple[bool, int, bool]:
            slope = self._compared.named.get(f"d{key}")
            alike = sum(near(lengths[key], each) for each in lengths.values())
            rates = (numbers(e) for e in expression(self._steps.taken[key][0]) if is_rate(e))
            by = [float(each) * n for each in rates if not each.ndim for n in usual]
            by_rate = any(near(abs(lengths[key]), each) for each in by)
            return by_rate, alike, slope is not None and near(slope[1].factor, 1)

        return lengths[max(lengths, key=worth)]

    def _other_rate(self, length: float) -> CodeDifference | None:
        """All steps are equally long, and not by the rate that was named."""
        rate = self._compared.reference.rate
        found = [v.factor for k, (_, v) in self._compared.named.items() if k.startswith("dW")]
        if rate is None or length < 0 or any(near(length, rate * each) for each in [1.0, *found]):
            return None
        key, (event, _) = next(iter(self._steps.taken.items()))
        said = f"All parameters go {length:.3g} times their slopes; the rate is to be {rate:g}."
        return CodeDifference(event, key, said)


def _written_numbers(text: str) -> set[float]:
    """The numbers that are written in a step."""
    written = statement(text)
    nodes = ast.walk(written) if written else ()
    constants = (each.value for each in nodes if isinstance(each, ast.Constant))
    return {float(each) for each in constants if isinstance(each, int | float)}
