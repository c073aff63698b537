"""One pass of a program's own: its steps, beside the slopes that its own last error leads to.

No name is read: parameters are the arrays that are moved, and what goes back from the last layer
is what its weights' gradient was multiplied from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, is_contraction
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.averages import Carried, CarryStep, carried
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.roots import takers
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event, Recorded
from tutor.programs.tape.backward import Derivatives
from tutor.programs.tape.graph import Tape, TapeValue, made_of_all
from tutor.programs.tape.windows import window_of

Array = NDArray[np.float64]
_MOST = 1500
"""Values that are told in a pass which is looked at."""
_CLOSE = 1e-6
_TRIED = 3


@dataclass(frozen=True, eq=False)
class SlopedStep:
    """A parameter's step, and the slope that it should follow."""

    carry: CarryStep
    moved: Array
    slope: Array

    @property
    def parameter(self) -> Event:
        return self.carry.old

    @property
    def taken(self) -> Event:
        """What the parameter is moved by."""
        event = self.carry.event
        others = (each for each in event.operands[::-1] if each.value is not self.parameter.value)
        return self.carry.taken or next(others, event)

    @cached_property
    def times(self) -> float | None:
        """How many times its slope it was moved by; None where that is not one number."""
        return times_of(self.moved, self.slope)


@dataclass(frozen=True, slots=True, eq=False)
class OwnPass:
    """A way forward and back with all steps behind it."""

    steps: Sequence[SlopedStep]
    output: TapeValue
    """The last layer's sum, from where it goes back."""
    error: TapeValue
    """What goes back from there."""
    count: int
    """Over how many examples the gradient of the last weights adds up."""
    events: Sequence[Event]
    tape: Tape
    slopes: Derivatives

    def on_the_way(self, event: Event) -> Iterator[Event]:
        """Yield the operations by which the error has come to a value."""
        yield from (each for each in _events_of(self._behind_error(event)))

    def before_error(self) -> Iterator[Event]:
        """Yield the operations that made the error of what the last layer gave."""
        made = made_of_all([self.error], {id(self.output)})
        yield from _events_of(each for each in made if each.number > self.output.number)

    def _behind_error(self, event: Event) -> list[TapeValue]:
        found, below = list[TapeValue](), {id(self.error)}
        for each in made_of_all([self.tape.node(event)], {id(self.error)}):
            if each is not self.error and any(id(part) in below for part in each.made_of):
                below.add(id(each))
                found.append(each)
        return found


def _events_of(nodes: Iterator[TapeValue] | Sequence[TapeValue]) -> Iterator[Event]:
    yield from (each.event for each in nodes if each.event is not None)


def times_of(array: Array, slope: Array) -> float | None:
    """Return how many times an array is another one, None where that is not one number."""
    most = float(np.abs(slope).max(initial=0.0))
    if array.shape != slope.shape or not most > 0 or not np.isfinite(most):
        return None
    times = float((array * slope / most).sum() / (slope * slope / most).sum())
    apart = float(np.abs(array - times * slope).max())
    return times if times and apart <= _CLOSE * abs(times) * most else None


@lru_cache(maxsize=4)
def own_pass(recorded: Recorded) -> OwnPass | None:
    """Return a pass with a step of as many parameters as can be; None if none can be followed."""
    moved = moved_along(recorded)
    chains = [each for each in carried(recorded) if moved.is_parameter(each)]
    if not chains:
        return None
    rounds = [*_rounds(chains, recorded)]
    most = max(map(len, rounds), default=0)
    tried = (_followed(each, recorded) for each in rounds if len(each) == most)
    return next(filter(None, islice(tried, _TRIED)), None)


def _rounds(chains: Sequence[Carried], recorded: Recorded) -> Iterator[list[CarryStep]]:
    """Steps that belong together: no product takes what one has made before the next one."""
    taken_by = takers(recorded)
    steps = [(each.event.number, at, each) for at, c in enumerate(chains) for each in c.steps]
    group, inside, used = list[CarryStep](), set[int](), float("inf")
    for number, at, step in sorted(steps, key=lambda each: each[:2]):
        if number > used or at in inside:
            yield group
            group, inside, used = [], set(), float("inf")
        group.append(step)
        inside.add(at)
        later = (e.number for e in taken_by.get(id(step.event.value), ()) if e.number > number)
        used = min(used, next(later, used))
    yield group


def _followed(steps: Sequence[CarryStep], recorded: Recorded) -> OwnPass | None:
    olds = {id(each.old.value) for each in steps}
    events = _events(recorded, olds, max((e.event.number for e in steps), default=0))
    if not steps or not 0 < len(events) <= _MOST:
        return None
    makers = first_makers(recorded)
    products = [e for e in events if e.is_operation and is_contraction(e.place.text)]
    found = _last_product(products, steps, makers)
    if found is None:
        return None
    product, gradient, error = found
    tape = Tape(replace(recorded, events=events))
    output, back = _with_bias(product, events), error.value.array
    if back.shape != output.value.shape:
        back = back.T
    if back.shape != output.value.shape:
        return None
    node = tape.node(output)
    slopes = Derivatives({node: np.asarray(back, dtype=float)})
    own = []
    for each in steps:
        slope = slopes.by(tape.node(each.old))
        moved = each.event.value.array - each.old.value.array
        if slope is not None and np.shape(slope) == moved.shape:
            own.append(SlopedStep(each, moved, np.asarray(slope)))
    count = output.value.array.size // max(1, _units(product, error, gradient))
    return OwnPass(own, node, tape.node(error), count, events, tape, slopes) if own else None


def _units(product: Event, error: Event, gradient: Event) -> int:
    """How many units the last layer has: what the gradient of its weights does not add up."""
    return max(1, error.value.array.size // max(1, _contracted(gradient)))


def _contracted(gradient: Event) -> int:
    return gradient.operands[0].value.shape[-1] if gradient.operands[0].value.shape else 1


def _events(recorded: Recorded, olds: set[int], last: int) -> list[Event]:
    """What is told from where the parameters are first taken until the last step."""
    told = [each for each in recorded.events if each.number <= last]
    takes = (e.number for e in told if any(id(o.value) in olds for o in e.operands))
    begin = next(takes, last)
    found = [each for each in told if each.number >= begin - 1]
    return [*window_of(recorded, found).events]


def _last_product(
    products: Sequence[Event], steps: Sequence[CarryStep], makers: Mapping[int, Event]
) -> tuple[Event, Event, Event] | None:
    """The last layer's product, its weights' gradient, and the error in it."""
    firsts: list[tuple[Event, Event, CarryStep]] = []
    for step in steps:
        for event in products:
            sides = [_root(each, makers) for each in event.operands]
            if len(sides) == 2 and any(each.value is step.old.value for each in sides):
                other = sides[sides[0].value is step.old.value]
                firsts.append((event, other, step))
                break
    if not firsts:
        return None
    first, under, last = max(firsts, key=lambda each: each[0].number)
    for product in reversed(products):  # the same may have been computed before, for a report
        sides = [_root(each, makers) for each in product.operands]
        if len(sides) != 2 or not any(each.value is last.old.value for each in sides):
            continue
        below = sides[sides[0].value is last.old.value]
        shapes = product.value.shape, below.value.shape
        if shapes != (first.value.shape, under.value.shape):
            continue
        for event in products:
            parts = [_root(each, makers) for each in event.operands]
            if event.number <= product.number or len(parts) != 2:
                continue
            if any(each.value is below.value for each in parts):
                error = parts[parts[0].value is below.value]
                if error.value.array.size == product.value.array.size:
                    return product, event, error
    return None


def _root(event: Event, makers: Mapping[int, Event]) -> Event:
    """What was turned, or multiplied by a number, to give a value."""
    for _ in range(4):
        made = event if event.is_operation else makers.get(id(event.value), event)
        text = made.place.text
        wide = [each for each in made.operands if each.value.array.ndim]
        is_turned = text.endswith(".T") or called(text) == "transpose"
        is_scaled = operator(made) in ("Mult", "Div") and made.place.kind == "operation"
        if len(wide) != 1 or wide[0].value.array.size != made.value.array.size:
            break
        if not is_turned and not (is_scaled and event.is_operation and not event.name):
            break
        event = wide[0]
    return event


def _with_bias(product: Event, events: Sequence[Event]) -> Event:
    """The sum of a product and its biases; the product where nothing is added to it."""
    for event in events:
        is_sum = operator(event) == "Add" and len(event.operands) == 2
        if is_sum and any(each.value is product.value for each in event.operands):
            return event if event.value.shape == product.value.shape else product
    return product
