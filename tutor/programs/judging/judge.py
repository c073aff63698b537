"""Goes through the operations of one pass in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.counts import wrong_counts
from tutor.programs.judging.data_losses import DataLosses
from tutor.programs.judging.decisions import Decisions
from tutor.programs.judging.engine_names import EngineNames
from tutor.programs.judging.forward import forward_differences, output_difference
from tutor.programs.judging.gradient_factors import (
    delta_differences,
    factor_differences,
    lengths_of,
    lengths_together,
)
from tutor.programs.judging.late_biases import late_biases
from tutor.programs.judging.left_out import left_out
from tutor.programs.judging.losses_anew import is_of_new_parameters
from tutor.programs.judging.packed import PackedParameters
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.penalties import penalty_differences, without_penalty
from tutor.programs.judging.picked_losses import picked_losses
from tutor.programs.judging.raw_bias_steps import raw_bias_steps
from tutor.programs.judging.shared_parameters import shared_parameters, taken_for_another
from tutor.programs.judging.step_judge import StepJudge
from tutor.programs.judging.tracing import Tracer
from tutor.programs.judging.turned_shares import turned_shares
from tutor.programs.judging.unlike_penalties import unlike_penalties
from tutor.programs.judging.unnamed_loss import TURNED_LOSS, unnamed_loss
from tutor.programs.judging.weighted_examples import ExampleWeight
from tutor.programs.lineage import ancestors, pending
from tutor.programs.matching import (
    EngineMatch,
    against,
    close_array,
    is_in_other_units,
    is_multiple,
    near,
    ratio_to,
    same_array,
    told_factor,
)
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event


class PassJudge:
    """Says of each value of a pass what it is, and of the first that parts from the engine why."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared = compared
        self._names = EngineNames(compared)
        self._steps = ParameterSteps(compared, self._names)
        self._weighed = StepJudge(compared, self._steps)
        self._packed = PackedParameters(compared)
        self._decisions, self._losses = Decisions(compared), DataLosses(compared)
        self._weight = ExampleWeight(compared)
        self.verdicts: dict[int, EngineMatch] = {}
        """By the identity of the event."""

    @property
    def steps(self) -> list[Event]:
        """Where parameters are moved, as far as the differences were gone through."""
        return [*self.stepped.values()]

    @property
    def stepped(self) -> dict[str, Event]:
        """The same by the engine's names of the parameters."""
        return {key: event for key, (event, _) in self._steps.taken.items()}

    @property
    def went(self) -> Mapping[str, float]:
        """How far parameters go down their slopes, of those that are moved by themselves."""
        return lengths_of(self._steps)

    @property
    def went_together(self) -> Mapping[int, float]:
        """How far vectors of several parameters go down the slopes of all, by their events."""
        return lengths_together(self._steps)

    def differences(self) -> list[CodeDifference]:
        """Return what parts from the engine, the first operation first."""
        compared, found = self._compared, [*self._gone_through()]
        if loss := unnamed_loss(compared, [e for e, _ in self._steps.taken.values()]):
            found.append(loss)
        self._steps.name_slopes()
        if mistaken := [*taken_for_another(compared, self._packed)]:
            return mistaken  # what else is wrong comes of it
        if raw := [*raw_bias_steps(compared, self._steps)]:
            deltas = {f"dZ{each.key[2:]}" for each in raw}  # the weights go along the right one
            found = [*raw, *(each for each in found if each.key not in deltas)]
            return sorted(found, key=lambda each: each.event.number)
        found += self._packed.differences()
        found += forward_differences(compared)
        found += picked_losses(compared)
        found += turned_shares(compared)
        found += late_biases(compared)
        if output := output_difference(compared):
            found.append(output)
        if miscounted := [*wrong_counts(compared, self._steps)]:
            found = [*miscounted, *(each for each in found if not self._comes_of(miscounted, each))]
            return sorted(found, key=lambda each: each.event.number)
        found += delta_differences(compared)
        found += factor_differences(compared, self._weighed.divide_by_count(), self.went)
        found += penalty_differences(compared, self._steps)
        found += unlike_penalties(compared, self._steps)
        found += self._weighed.differences()
        if self._steps.taken:
            found += left_out(compared, self._steps, compared)
        shared = {
            f"{d}{key}"
            for _, keys in shared_parameters(compared)
            for key in keys
            for d in ("", "d")
        }
        found = [each for each in found if each.key not in shared]  # their slopes are added up
        return sorted(found, key=lambda each: each.event.number)

    def _comes_of(self, miscounted: Sequence[CodeDifference], difference: CodeDifference) -> bool:
        """Whether a gradient is only so many times the engine's, where such are divided wrongly."""
        kind, true = difference.key[:2], self._compared.truth.values.get(difference.key)
        if kind not in ("dW", "db") or all(each.key[0] != "d" for each in miscounted):
            return False
        return true is not None and ratio_to(numbers(difference.event), true) is not None

    def _gone_through(self) -> Iterator[CodeDifference]:
        """Name each value, note each step, and yield the values that part from the engine's."""
        compared = self._compared
        passing = pending(compared.each.events)
        for event in compared.each.events:
            name = event.place.name
            if not event.is_operation or id(event) in passing or event.value.cut:
                continue
            if id(event) in compared.apart or (_is_begun(event) and self._is_added_to(event)):
                continue
            meant = self._names.meaning(name) if name else None
            if parts := [*self._packed.steps(event)]:
                for named, part in parts:
                    self._steps.note(part, named)
            elif key := self._steps.parameter(event, meant):
                self._steps.note(event, key)
                if key == "?" and (equal := self._names.equal(event, meant)):
                    self.verdicts[id(event)] = equal
            elif verdict := self._names.match(event, meant):
                if self._is_decided(event, verdict):
                    continue
                if verdict.key == "J" and not meant:
                    event, verdict = self._halved(event, verdict)
                self.verdicts[id(event)] = verdict
                is_last = verdict.key == f"dZ[{compared.depth}]" and not compared.top
                is_top = is_last and not compared.is_on_its_way(event)
                if meant or is_top or verdict.key == "J":
                    yield from self._taken(event, verdict)
                compared.every.append((event, verdict))
        for event, verdict in self._names.missed():
            if not self._is_decided(event, verdict):
                said = self.why_different(event, verdict.key)
                yield CodeDifference(event, verdict.key, said)

    def _is_added_to(self, event: Event) -> bool:
        """Whether zeros become another array in place, by whatever name, or example by example."""
        return bool(self._compared.apart) or id(event.value) in self._added_to

    @cached_property
    def _added_to(self) -> set[int]:
        changes = (e for e in self._compared.each.events if e.place.kind == "change")
        return {id(each.operands[0].value) for each in changes if each.operands}

    def _is_decided(self, event: Event, verdict: EngineMatch) -> bool:
        """Whether it is a class or a count of hits, which is another than any number of a layer."""
        is_other = verdict.how == "different" and verdict.key[0] in "ZAJ"
        return is_other and (self._decisions.hold(event) or self._is_in_other_units(event, verdict))

    def _is_in_other_units(self, event: Event, verdict: EngineMatch) -> bool:
        """Whether it is the output, which is there as it is, in the units of the data."""
        key = f"A[{self._compared.depth}]"
        true = self._compared.truth.values[key]
        if verdict.key != key or event.value.array.size != true.size:
            return False
        before = (e for e in self._compared.each.events if e.number < event.number)
        is_made = any(close_array(numbers(each), true) for each in before)
        return is_made and is_in_other_units(numbers(event), true)

    def _halved(self, event: Event, verdict: EngineMatch) -> tuple[Event, EngineMatch]:
        """The loss with the half before it, where a nameless number is the engine's without."""
        takers = (e for e in self._compared.each.events if event in e.operands)
        for each in takers:
            taken = against("J", numbers(each), self._compared.truth)
            if each.line == event.line and taken.factor == 0.5:
                return each, taken
        return event, verdict

    def _taken(self, event: Event, verdict: EngineMatch) -> Iterator[CodeDifference]:
        """Find out whether this value is where the program parts from the engine."""
        compared, m = self._compared, self._compared.truth.m
        key, factor = verdict.key, verdict.factor
        data = self._losses.right(event, verdict) if key == "J" else None
        if data is not None:
            compared.named[key] = data
            if data[1].factor < 0:
                yield CodeDifference(data[0], key, TURNED_LOSS)
            return
        if verdict.how == "different":
            if compared.is_limited(event, key) or self._weight.explains(event, key):
                return
            wrong: Event | None = self._data_gradient(event, key) or event
            if key == "J" and is_of_new_parameters(event, self.steps, compared):
                return
            if key == "J":
                wrong = self._losses.alone(event) if compared.is_penalised else event
                wrong = None if compared.is_saturated else wrong
            if wrong is not None:
                yield CodeDifference(wrong, key, self.why_different(wrong, key))
            return
        compared.named[key] = event, verdict
        if key == "J" and factor < 0:
            yield CodeDifference(event, key, TURNED_LOSS)
        elif key[0] in "ZA" and not near(factor, 1):
            yield CodeDifference(event, key, told_factor(factor, m))

    def _data_gradient(self, event: Event, key: str) -> Event | None:
        """What a penalty is put to, where that is no gradient of the engine's already."""
        rest = without_penalty(event, self._compared) if key[:2] == "dW" else None
        made = Tracer(self._compared).source(rest) if rest else None
        if made is None or not made.is_operation or made.value.array.size != event.value.array.size:
            return None
        is_wrong = against(key, numbers(made), self._compared.truth).how == "different"
        return made if is_wrong else None

    def why_different(self, event: Event, key: str) -> str:
        """Return what is said of an operation that should give one of the engine's values."""
        if used := self._used_too_late(event):
            return f"{used} is already updated here; the old value is needed."
        truth = self._compared.truth.values[key]
        value = self._compared.without_constant(key, numbers(event))
        if key == "J" and value.size > 1:
            return "The loss of an example is another here."
        if value.size != truth.size:
            return f"The shape is {event.value.shape}; the engine's {key} is {truth.shape}."
        times = ratio_to(value, truth)
        if truth.size == 1 and times is not None:  # of any number
            is_turned = any(near(times, each, 1e-9) for each in (-1, -2, -0.5))
            times = -1.0 if is_turned else None
        top, depth = self._compared.top, self._compared.depth
        is_below = key[0] == "d" and key not in (f"dZ[{depth}]", f"dA[{depth}]")
        usual = top[1].factor if top and is_below else 1.0
        if times and not near(times, usual):
            return told_factor(times / usual, self._compared.truth.m)
        dA = self._compared.truth.values.get(f"dA{key[2:]}")
        if key[:2] == "dZ" and truth.size > 1 and dA is not None and is_multiple(value, dA):
            return f"This is dA{key[2:]}, and not times the slope of the activation."
        if all(id(operand) in self.verdicts for operand in event.operands):
            return f"This is not {key}."
        return f"What goes in agrees with the engine; what comes out is not {key}."

    def _used_too_late(self, event: Event) -> str:
        """A parameter that was updated before this, "" for none."""
        for operand in ancestors(event):
            for at, (step, _) in self._steps.taken.items():
                if operand.number > step.number and self._is_new(operand, step, at):
                    return operand.place.text.removesuffix(".T")
        return ""

    def _is_new(self, operand: Event, step: Event, key: str) -> bool:
        """Whether a value is what a step made of a parameter, by its numbers or by its name."""
        old, new = self._compared.old(key), numbers(step)
        if old.size > 1 and same_array(numbers(operand), new):
            return not same_array(new, old)
        meant = meaning(operand.place.text.removesuffix(".T"))
        if meant is None or meant.kind != key[0] or meant.number is None:
            return False
        return key == f"{meant.kind}[{next(iter(self._names.layers(meant.number, key[0])), 0)}]"


def _is_begun(event: Event) -> bool:
    """Whether it is nothing but zeros, to which each example's part is to be added."""
    return event.value.array.size > 1 and not event.value.array.any()
