"""Steps that follow several examples, each gone through by itself: gradients are added up first."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from tutor.programs.expressions import adds
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.counts import wrong_counts
from tutor.programs.judging.engine_names import EngineNames
from tutor.programs.judging.foreign_parts import ForeignParts
from tutor.programs.judging.gradient_factors import factor_differences, lengths_of
from tutor.programs.judging.left_out import left_out
from tutor.programs.judging.overwritten_sums import ONLY_LAST, overwritten_sums
from tutor.programs.judging.packed import PackedParameters
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.penalties import penalty_differences
from tutor.programs.judging.statements import is_running_sum
from tutor.programs.judging.step_judge import StepJudge
from tutor.programs.judging.summed_up import summed_up
from tutor.programs.judging.tracing import Tracer
from tutor.programs.judging.unlike_penalties import unlike_penalties
from tutor.programs.judging.uphill import UphillSteps
from tutor.programs.lineage import pending
from tutor.programs.matching import against, is_multiple, near, ratio_to, told_factor
from tutor.programs.naming import Meant
from tutor.programs.noticing.source import nodes_of
from tutor.programs.passes import Pass
from tutor.programs.recorded import Event
from tutor.programs.reference import Truth
from tutor.programs.written import written_at

_BEHIND = "This stands behind the loop that makes the gradients: only the last one is taken."


def batches(compared: Sequence[ComparedPass]) -> Iterator[Sequence[ComparedPass]]:
    """Yield the passes that have the same weights, one after another, where there are several.

    Those without targets, such as predictions, are left out; so is one of all their examples.
    """
    for group in _with_same_weights(compared):
        half = sum(each.truth.m for each in group) / 2
        parts = [each for each in group if each.truth.m < half or not _is_of_all(each, group)]
        if len(parts) > 1:
            yield parts


def _with_same_weights(compared: Sequence[ComparedPass]) -> Iterator[Sequence[ComparedPass]]:
    group: list[ComparedPass] = []
    for each in (one for one in compared if "J" in one.truth.values):
        if group and not _have_same_weights(group[0], each):
            yield group
            group = []
        group.append(each)
    yield group


def _is_of_all(one: ComparedPass, group: Sequence[ComparedPass]) -> bool:
    """Whether a pass goes through the examples of all others at once, as to evaluate them."""
    others = [each.each.products[0].below.T for each in group if each is not one]
    examples = {each.tobytes() for each in one.each.products[0].below.T}
    return all(each.tobytes() in examples for other in others for each in other)


def _have_same_weights(one: ComparedPass, other: ComparedPass) -> bool:
    pairs = zip(one.each.products, other.each.products, strict=True)
    return all(np.array_equal(a.W, b.W) for a, b in pairs)


class StepsAfterBatch:
    """The steps after a batch of single passes, against the mean of their gradients."""

    def __init__(self, batch: Sequence[ComparedPass], end: int) -> None:
        self._batch, self._first, self._last = batch, batch[0], batch[-1]
        first = self._first
        recorded = first.recorded
        begin = first.each.events[0].number
        last = batch[-1].each.events[-1].number
        events = [e for e in recorded.events if begin <= e.number < end]
        self._after = [e for e in events if e.number > last and e.is_operation]
        each = first.each
        whole = Pass(each.products, each.biases, None, events, each.added)
        self.compared = ComparedPass(recorded, first.reference, whole, _mean(batch))
        self.compared.named.update({k: v for k, v in first.named.items() if k[:2] in ("dZ", "dA")})
        self.compared.every += first.every
        self.compared.penalty = first.penalty
        self._names = EngineNames(self.compared)
        self.compared.apart = frozenset(id(e) for one in batch for e in one.each.events)
        self._steps = ParameterSteps(self.compared, self._names)
        self._weighed = StepJudge(self.compared, self._steps)
        self._is_named = False
        self._packed = PackedParameters(self.compared)

    def differences(self) -> Iterator[CodeDifference]:
        """Yield the steps that are wrong, or the gradient of the first example that is."""
        passing = pending(self._after)
        for event in self._after:
            meant = self._names.meaning(event.place.name) if event.place.name else None
            if parts := [*self._packed.steps(event)]:
                for named, part in parts:
                    self._steps.note(part, named)
            elif key := self._steps.parameter(event, meant):
                self._steps.note(event, key)
            elif meant is not None and meant.kind in ("dW", "db") and id(event) not in passing:
                self._name(event, meant)
        self._steps.name_slopes()
        unlike = self._weighed.unlike()
        if lost := [*overwritten_sums(unlike, self._batch, self.compared, self._after)]:
            yield from lost
            return
        if alone := [each for key in unlike for each in self._last_alone(key)]:
            wide = [each for each in self._steps.taken if self.compared.old(each).size > 1]
            behind = self._behind_loop() if {*wide} <= {*unlike} else None
            if behind is not None:
                key = next(iter(self._steps.taken))
                alone = [CodeDifference(behind, key, _BEHIND, True, True, is_sure=True)]
            yield from alone
            return
        if not self._steps.taken and self._goes_round:
            return
        if miscounted := [*wrong_counts(self.compared, self._steps)]:
            yield from miscounted
            return
        if turned := self._turned_delta():
            yield turned
            return
        along = [key for key in unlike if (self._steps.taken[key][1] or 0) >= 0]  # not uphill
        found = [each for key in along for each in self._summand(key)]
        yield from found or map(_here, self._weighed.differences())
        if not self._is_by_one_factor():
            takes_mean, lengths = self._weighed.divide_by_count(), lengths_of(self._steps)
            yield from factor_differences(self.compared, takes_mean, lengths)
        if self._is_named:
            yield from penalty_differences(self.compared, self._steps)
        if self._steps.taken:
            yield from left_out(self.compared, self._steps, self._first)
            yield from unlike_penalties(self.compared, self._steps)

    @property
    def _goes_round(self) -> bool:
        """Whether the same examples come again: they are no part of a larger batch."""
        one, *others = (each.each.products[0].below for each in self._batch)
        return any(np.array_equal(one, each) for each in others)

    def _name(self, event: Event, meant: Meant) -> None:
        """Take down what is made of all examples' gradients, where it is called one."""
        verdict = self._names.match(event, meant)
        if verdict is not None and verdict.how != "different":
            self.compared.named[verdict.key] = event, verdict
            self.compared.every.append((event, verdict))
            self._is_named = True

    def _is_by_one_factor(self) -> bool:
        """Whether all gradients are as many times the engine's: such a number may be a choice."""
        told = self.compared.named.items()
        found = [verdict.factor for key, (_, verdict) in told if key[:2] in ("dW", "db")]
        return all(near(each, found[0]) for each in found)

    def _turned_delta(self) -> CodeDifference | None:
        """Where the way back of the first example begins with its sign turned, if it does."""
        first = self._first
        delta = Tracer(first).delta()
        if delta is None or delta[1] >= 0 or not self._climbs:
            return None
        return UphillSteps(first, ParameterSteps(first, EngineNames(first))).at_top()

    @property
    def _climbs(self) -> bool:
        """Whether all parameters go up their slopes."""
        lengths = [length for _, length in self._steps.taken.values()]
        return bool(lengths) and all(each is not None and each < 0 for each in lengths)

    def _behind_loop(self) -> Event | None:
        """Where all steps are taken, if that is behind the loop that makes the gradients."""
        recorded, (step, _) = self.compared.recorded, next(iter(self._steps.taken.values()))
        path, first, last = (
            recorded.path(each.node)
            for each in (step, *(one.each.products[0].event for one in (self._first, self._last)))
        )
        common = [node for node in first if node in last]
        if not common or common[-1] in path or recorded.nodes[common[-1]].turn is not None:
            return None
        call = next((n for n in path if n not in common), None)
        site = recorded.nodes[call].site if call is not None else None
        if site is None or call is None or not recorded.is_call(call):
            return step
        named = (e for e in nodes_of(recorded.program.code) if isinstance(e, ast.Call))
        calls = [e for e in named if ast.unparse(e.func).rpartition(".")[2] == site.name]
        inner = recorded.nodes[common[-1]].site
        behind = [e for e in calls if inner is not None and e.lineno > inner.line]
        nearest = min(behind, key=lambda each: each.lineno, default=None)
        return written_at(nearest, step, recorded) if nearest is not None else None

    def _last_alone(self, key: str) -> Iterator[CodeDifference]:
        """Where the last example's gradient takes the place of what was added up before it."""
        along, (step, _) = self._steps.moved_along(key), self._steps.taken[key]
        true = self._last.truth.values.get(f"d{key}")
        if along is None or true is None or true.size < 2:
            return
        if ratio_to(numbers(along), true) is None:
            along = self._steps.slopes[key] or along  # by way of an average
        if ratio_to(numbers(along), true) is not None:
            shown = along
            if not self._is_among_sums(along):
                shown = self._bound(key) or self._looked_up(along, step) or along
            others_add_up = len(self._weighed.unlike()) < len(self._steps.taken)
            yield CodeDifference(shown, f"d{key}", ONLY_LAST, True, True, others_add_up)

    def _is_among_sums(self, along: Event) -> bool:
        """Whether others are added up in the function where this one is made."""
        frame = self.compared.recorded.frame
        sums = (self._steps.moved_along(key) for key in self._steps.taken)
        return any(
            each is not None
            and is_running_sum(each)
            and frame(each.node) == frame(along.node)
            and None not in (each.name, along.name)
            for each in sums
        )

    def _bound(self, key: str) -> Event | None:
        """Where the last example's gradient gets a name, before a velocity is made of it."""
        slope, (step, _) = self._steps.slopes[key], self._steps.taken[key]
        if slope is None or slope is self._steps.moved_along(key):
            return None
        told = (e for e in self.compared.each.events if e.value is slope.value)
        bound = [e for e in told if e.place.kind == "bound" and e.number <= step.number]
        return bound[-1] if bound else None

    def _looked_up(self, along: Event, step: Event) -> Event | None:
        """Where the gradient is looked at for the last time before the line of the step."""
        told = (e for e in self.compared.each.events if e.value is along.value)
        before = [e for e in told if e.number <= step.number and e.line != step.line]
        return before[-1] if before else None

    def _summand(self, key: str) -> Iterator[CodeDifference]:
        """The gradient of the first example, if it is another than the engine's."""
        made = self._first_summand(key)
        if made is None:
            return
        name, first = f"d{key}", self._first
        verdict, usual = against(name, numbers(made), first.truth), self._usual_factor
        if verdict.how == "different":
            given = self._given_for(key, made)
            yield CodeDifference(given or made, name, f"This is not {name}.", is_sure=bool(given))
        elif not near(verdict.factor, usual):
            said = told_factor(verdict.factor / usual, first.truth.m)
            yield CodeDifference(made, name, said, in_place=True)

    def _given_for(self, key: str, made: Event) -> Event | None:
        """Where another value than the delta is given a bias's name, and the delta is right."""
        if key[0] != "b" or self._first.truth.m > 1:
            return None
        events, delta = self._first.each.events, self._first.truth.values[f"dZ{key[1:]}"]
        told = [e for e in events if e.value is made.value and e.number > made.number]
        bound = [e for e in told if e.place.kind == "bound" and e.name != made.name]
        sized = (e for e in events if e.value.array.size == delta.size > 1)
        return bound[-1] if bound and any(is_multiple(numbers(e), delta) for e in sized) else None

    def _first_summand(self, key: str) -> Event | None:
        """What the first example adds to the gradient of a parameter, where one is added up."""
        tracer, along = Tracer(self._first), self._steps.moved_along(key)
        if along is None or not adds(along.place.text):
            along = self._steps.slopes[key]  # by way of a velocity
        if along is None or not adds(along.place.text):
            return summed_up(along, self._batch) if along is not None else None
        while adds(along.place.text) and (before := tracer.source(along.operands[0])) is not along:
            if before.place is not along.place:
                break
            along = before
        made = tracer.source(along.operands[-1])
        is_sized = made.value.array.size == self.compared.old(key).size
        is_penalty = ForeignParts(self.compared).is_penalty(made)
        return made if made.is_operation and is_sized and not is_penalty else None

    @cached_property
    def _usual_factor(self) -> float:
        """So many times the engine's the gradients of the first example mostly are."""
        first = self._first
        made = ((key, self._first_summand(key)) for key in self._steps.taken)
        told = [against(f"d{key}", numbers(e), first.truth) for key, e in made if e is not None]
        known = [each.factor for each in told if each.how != "different"]
        alike = max(known, key=lambda n: sum(near(n, each) for each in known), default=1.0)
        if sum(near(alike, each) for each in known) > 1:
            return alike
        return first.top[1].factor if first.top else alike


def _here(difference: CodeDifference) -> CodeDifference:
    """A difference of a sum over the batch lies where it is, not in what one example gave."""
    is_delta = difference.key[:2] in ("dZ", "dA")
    return difference if is_delta or difference.is_exact else replace(difference, in_place=True)


def _mean(batch: Sequence[ComparedPass]) -> Truth:
    """What the engine computes for all examples of a batch together, as far as steps need it."""
    first = batch[0].truth
    m = sum(each.truth.m for each in batch)
    values = dict(first.values)
    for key in values:
        if key[:2] in ("dW", "db"):
            told = [each.truth.m * each.truth.values[key] for each in batch]
            values[key] = np.sum(told, axis=0) / m
    return Truth(values, first.formulas, m, first.slopes, first.others)
