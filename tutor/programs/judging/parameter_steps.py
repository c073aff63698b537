"""How each parameter is changed, and along what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from tutor.programs.expressions import sign
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.decays import (
    only_scales,
    scaled_parameter,
    scales,
    unscaled_step,
)
from tutor.programs.judging.engine_names import EngineNames
from tutor.programs.judging.misshapen_steps import one_for_all, other_shape
from tutor.programs.judging.statements import expression, is_running_sum
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import is_rate, unscaled
from tutor.programs.matching import (
    against,
    near,
    oriented,
    ratio,
    ratio_to,
    same_array,
    summands,
)
from tutor.programs.naming import Meant
from tutor.programs.precision import close
from tutor.programs.recorded import Event
from tutor.programs.slopes.words import last_word

_NOISE = 1e-12
_STEPS = ("Add", "Sub", "Mult", "Div")


class ParameterSteps:
    """Takes down the updates of one pass."""

    def __init__(self, compared: ComparedPass, names: EngineNames) -> None:
        self._compared, self._names = compared, names
        self._old = {key: compared.old(key) for key in compared.parameters}
        self.taken: dict[str, tuple[Event, float | None]] = {}
        """How far each parameter goes against its slope; None where it goes elsewhere."""
        self.changes: dict[str, Array] = {}
        """What each step adds."""
        self.climbs = True
        """Whether every number of every parameter goes up its slope."""
        self.misshapen: list[CodeDifference] = []
        """Steps, or what they take, of another shape than the parameter's."""
        self.slopes: dict[str, Event | None] = {}
        """The operations whose values are taken for gradients."""
        self.scaled: dict[str, tuple[Event, float]] = {}
        """Where parameters are made so many times as large, besides their step."""
        self._tracer = Tracer(compared)
        self._as_taken: dict[str, Event | None] = {}
        self._by_array = compared.each.parameters
        after = compared.next_parameters.items()
        self._by_next = {at: key for at, key in after if at not in self._by_array}

    def parameter(self, event: Event, meant: Meant | None) -> str | None:
        """Return which parameter an operation gives anew: by its name, else by what it is made of.

        "?" is one of which nothing is known.
        """
        if last_word(event.name or "") == "grad":
            return None
        if (key := self._by_next.get(id(event.value))) and _may_be_step(event):
            return key
        changed = event.operands[0] if event.place.kind == "change" and event.operands else event
        if key := self._by_array.get(id(changed.value)) if changed is not event else None:
            return key  # whatever its name may mean: biases["h"] is no activation
        meant = meant if meant and meant.sure else None
        if meant and meant.kind in ("W", "b"):
            if meant.number is not None:
                layers = self._names.layers(meant.number, "W")
                return next((f"{meant.kind}[{n}]" for n in layers), "?")
            if self._compared.depth == 1:
                return f"{meant.kind}[1]"
        elif meant is not None and not self._starts_from_weights(event):
            return None
        if not event.operands:
            return "?" if meant else None
        first, scaled = event.operands[0], scaled_parameter(event.operands[0])
        if scaled and event.place.name in (None, scaled.place.text):  # else a velocity, maybe
            first = scaled
        start = numbers(first)
        if event.place.kind != "change" and not self._is_step(event, first):
            return "?" if meant else None
        if key := self._by_array.get(id(first.value)):
            return key
        same = [key for key, old in self._old.items() if same_array(start, old)]
        if not start.any():  # zeros may be a velocity, where the parameter's own array is changed
            same = [key for key in same if key not in self._changed]
        is_named = meant is not None and meant.kind == "b"
        if len(same) > 1:  # all that begin with zeros
            same = [key for key in same if self._goes_along(event, key)]
        elif not (start.any() or is_named):
            same = [key for key in same if self._may_be(event, key)]
        grows = not start.any() and start.size != event.value.array.size
        return next(iter(same), "?" if meant else None) if meant or not grows else None

    @cached_property
    def _changed(self) -> set[str]:
        """The parameters whose very arrays something is added to, or taken from."""
        told = (e for e in self._compared.each.events if e.operands and (e.name or _is_change(e)))
        steps = (e for e in told if _is_change(e) or sign(e.place.text) in ("Sub", "Add"))
        keys = (self._by_array.get(id(each.operands[0].value)) for each in steps)
        return {key for key in keys if key is not None}

    def _may_be(self, event: Event, key: str) -> bool:
        """Whether zeros that become others are this parameter: one number goes along any slope."""
        if self._old[key].size > 1:  # else a velocity, which is along the slope
            return self._goes_along(event, key, is_uphill=False)
        added = self._compared.each.added[int(key[2:-1]) - 1] if key[0] == "b" else None
        return added is None or added.place.text == event.operands[0].place.text

    def _goes_along(self, event: Event, key: str, is_uphill: bool = True) -> bool:
        """Whether a parameter is moved along the slope of this name, or also up it."""
        new, old = numbers(event), self._old[key]
        slope = self._compared.truth.values.get(f"d{key}")
        if slope is None or new.size != old.size:
            return False
        times = (ratio(each - old, slope, max(1e-5, close())) for each in oriented(new, old))
        return any(each is not None and (each < 0 or is_uphill) for each in times)

    def _starts_from_weights(self, event: Event) -> bool:
        """Whether it is made of a layer's weights, whatever it is called: A = A - rate * dA."""
        start = numbers(event.operands[0]) if event.operands else None
        weights = (product.W for product in self._compared.each.products if product.W.size > 1)
        if start is None or not start.any():  # zeros may be anything
            return False
        return any(same_array(start, W) for W in weights)

    def _is_step(self, event: Event, first: Event) -> bool:
        """Whether something is added to what may be a parameter, or taken from it."""
        if sign(event.place.text) not in ("Sub", "Add"):
            return False
        start, is_computed = numbers(first), bool(sign(first.place.text))
        if event.place.name:
            return bool(start.any()) or not is_computed
        takers = (each for each in self._compared.each.events if event in each.operands)
        is_part = any(sign(each.place.text) for each in takers)
        return bool(start.any()) and not is_computed and not is_part

    def note(self, event: Event, key: str) -> None:
        """Take down how a parameter is changed."""
        if key not in self._old or key in self.taken or self._is_of_another_kind(event, key):
            return
        old, slope = self._old[key], self._compared.truth.values.get(f"d{key}")
        new = numbers(event)
        if new.size != old.size:
            if event.operands and event.operands[0].value.array.size == new.size:
                return  # it is what the weights are a part of, or a part of them
            self.misshapen.append(other_shape(event, key, old, self._compared))
            return
        gaps = (each - old for each in oriented(new, old))
        change = min(gaps, key=lambda each: float(np.abs(each).max()))
        if slope is None or not change.any() or not np.abs(slope).max() > 1e-12:
            return
        if np.count_nonzero(np.abs(change) > _NOISE) == 1 < np.count_nonzero(slope):
            return  # one cell is nudged, as in a gradient check
        if times := only_scales(event, old):
            self._old[key] = old + change
            self.scaled[key] = event, times
            return
        step = unscaled_step(event)
        if step is not event and step.value.array.size == old.size:
            change = next(oriented(numbers(step), old)) - old
        elif (begun := self._scaled_before(event, old)) is not None:
            self.scaled[key] = begun
            change = change + (1 - begun[1]) * old
        self._find_penalty(key, -change)
        slope = self._compared.with_penalty(f"d{key}")
        self.taken[key], self.changes[key] = (
            (event, ratio(-change, slope, max(1e-5, close()))),
            change,
        )
        self.climbs &= bool((change * slope >= 0).all())
        self.slopes[key] = self._slope(event, key)

    def _find_penalty(self, key: str, step: Array) -> None:
        """Take down how much of a parameter its gradient holds, where no name tells of that.

        Of one number or two it is as much as of others, where it goes as far as these then.
        """
        held, true = self._compared.penalties, self._compared.truth.values[f"d{key}"]
        if f"d{key}" in held or not self._old[key].any():
            return
        if step.size <= 2:
            lengths = {n for _, n in self.taken.values() if n is not None}
            for share in {*held.values()}:
                found = ratio(step, true + share * self._old[key], max(1e-5, close()))
                if found is not None and any(near(found, n, close()) for n in lengths):
                    held[f"d{key}"] = share
                    return
        elif ratio(step, true, max(1e-5, close())) is None:
            parts = summands(step, true, self._old[key])
            if parts and parts[0] * parts[1] > 0 and self._compared.is_penalised:
                held[f"d{key}"] = parts[1] / parts[0]

    def as_taken(self, key: str) -> Event | None:
        """Return what gave a gradient as a step takes it: divided in place, or with a penalty."""
        if key not in self._as_taken:
            self._as_taken[key] = self._find_as_taken(key)
        return self._as_taken[key]

    def _find_as_taken(self, key: str) -> Event | None:
        each, step = self.slopes[key], self.taken[key][0]
        if each is None:
            return None
        behind = self._tracer.behind(step, each.number)
        told = [e for e in self._compared.each.events if id(e) in behind and e is not step]
        for later in (e for e in told if e.place.kind == "change" or e.place.name):
            if self._tracer.before_scaling(later) is each:
                each = each if any(map(is_rate, later.operands)) else later
        return each

    def _is_of_another_kind(self, event: Event, key: str) -> bool:
        """Whether it is a number of Python's by the name of an array: a beta, for a bias."""
        told = self._compared.each.told_of(key)
        is_array = told is not None and told.value.is_array
        return is_array and event.value.kind.startswith("python")

    def _scaled_before(self, event: Event, old: Array) -> tuple[Event, float] | None:
        """Where the parameter that a step starts from was only scaled before, and how much."""
        if not event.operands or event.operands[0].value.array.size != old.size:
            return None
        made = self._tracer.source(event.operands[0])
        is_scaled = made.is_operation and self._tracer.is_inside(made) and scales(made)
        times = ratio_to(numbers(made), old) if is_scaled and old.size > 1 else None
        return (made, times) if times is not None and 0 < times != 1 else None

    def name_slopes(self) -> None:
        """Take what a parameter is moved along for its gradient, where no name tells of one."""
        for key, first in self.slopes.items():
            if f"d{key}" in self._compared.named or first is None:
                continue
            is_apart = id(first) in self._compared.apart
            made = self._after_examples(first, key) if is_apart else self.as_taken(key) or first
            verdict = against(f"d{key}", numbers(made), self._compared.truth)
            is_apart = made not in expression(self.taken[key][0])  # else 1/m may stand beside it
            if verdict.how != "different" and is_apart:
                self._compared.named[f"d{key}"] = made, verdict
                self._compared.every.append((made, verdict))
                if self.is_delta(key):
                    self._compared.named.setdefault(f"dZ{key[1:]}", (made, verdict))

    def _after_examples(self, made: Event, key: str) -> Event:
        """What is made last of a sum that examples were gone through for, short of the step."""
        step, true = self.taken[key][0], self._compared.truth.values[f"d{key}"]
        if id(made) not in self._compared.apart:
            return made
        told = self._tracer.summands(step, self._old[key].size, made)
        line = {id(each) for each in (step, *expression(step))}
        behind = (e for e in told if e.is_operation and id(e) not in line)
        alike = (e for e in behind if ratio_to(numbers(e), true) is not None)
        return max((made, *alike), key=lambda each: each.number)

    def _slope(self, event: Event, key: str) -> Event | None:
        """Return the operation that gave the gradient in a step, also by way of a velocity."""
        size = self._old[key].size
        taken = event.operands[-1:] if event.operands else ()
        made = self.made_for(event) or next(iter(taken), None)
        if made is not None and self.is_delta(key) and made.value.array.size == size:
            return made
        found = self._tracer.gradient(made, size) if made is not None else None
        if found is None and made is not None and id(made) in self._compared.apart:
            found = made if is_running_sum(made) else None
        is_one = np.ptp(self.changes[key]) <= close() * np.abs(self.changes[key]).max()
        if found is None or any(self._tracer.source(e) is found for e in self._others(key)):
            return None if found is None or found.value.array.size != size else found
        if found.value.array.size == 1 < size and is_one:
            self.misshapen.append(one_for_all(event, found, key, self._compared))
        return found if found.value.array.size == size else None

    def _others(self, key: str) -> Iterator[Event]:
        """The gradients of other parameters that have a name."""
        named = self._compared.named.items()
        yield from (e for name, (e, _) in named if name[:2] in ("dW", "db") and name != f"d{key}")

    def is_delta(self, key: str) -> bool:
        """Return whether a slope is the delta of its layer: that of a bias for a single example."""
        return key[0] == "b" and self._compared.truth.m == 1

    def is_first(self, event: Event) -> bool:
        """Return whether no step was taken there before, so that none is averaged into it."""
        begin = self._compared.each.events[0].number
        before = (e for e in self._compared.recorded.operations if e.number < begin)
        return all(each.place is not event.place for each in before)

    def moved_along(self, key: str) -> Event | None:
        """Return the operation of this pass that gave what a step takes times a rate."""
        return self.made_for(self.taken[key][0])

    def made_for(self, event: Event) -> Event | None:
        """Return the operation of this pass that gave what a change takes times a rate."""
        if not event.operands:
            return None
        made = self._tracer.source(unscaled(event.operands[-1]))
        is_other = made is not event and made.is_operation
        return made if is_other and self._tracer.is_inside(made) else None


def _is_change(event: Event) -> bool:
    return event.place.kind == "change"


def _may_be_step(event: Event) -> bool:
    """Whether something is computed, or changed, or given a name: not put in bounds, say."""
    is_known = event.place.kind in ("change", "bound") or sign(event.place.text) in _STEPS
    return event.value.is_array and is_known
