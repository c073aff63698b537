"""Which values a program moves by steps, and which of these it takes together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.programs.expressions import respelled
from tutor.programs.recorded import Event, Recorded
from tutor.programs.tape.functions import GATHERED
from tutor.programs.tape.graph import Tape, TapeValue, is_round
from tutor.programs.unit_by_unit.loss_words import is_called_loss


@dataclass(frozen=True, slots=True, eq=False)
class OwnStep:
    """A parameter that gives way to another: W - rate * dW."""

    event: Event
    old: TapeValue
    new: TapeValue
    by: TapeValue
    sign: float
    """-1 where it is taken away."""
    name: str
    """The parameter, as it is written."""
    part: TapeValue | None = None
    """What is left of the old value, where the step makes less of it: (1 - rate * lam) * W."""

    @property
    def kept(self) -> TapeValue:
        """What the step goes from."""
        return self.part or self.old

    @property
    def is_clear(self) -> bool:
        """Whether the parameter's old value is an object of its own: all 0.0 of a text are one."""
        return not is_round(self.old.value)

    @property
    def number(self) -> int:
        return self.new.number


def steps_of(recorded: Recorded, tape: Tape) -> list[OwnStep]:
    """Return what may be steps: of each value the last that it gives way to.

    A parameter goes into more than its step; one that does not is taken for one if its step has
    the rate of the others.
    """
    read_at = _places(recorded, tape)
    taken_by = takers(tape)
    found: dict[int, OwnStep] = {}
    idle: dict[int, OwnStep] = {}
    for event in recorded.operations:
        step = _step(event, tape, read_at)
        if step is not None:
            is_used = any(each.number < step.number for each in taken_by[id(step.old)])
            if is_used or not is_called_loss(step.name):
                (found if is_used else idle)[id(step.old)] = step
    rates = common_factors(found.values())
    more = [step for key, step in idle.items() if key not in found and factors(step.by) & rates]
    return sorted([*found.values(), *more], key=lambda each: each.number)


def common_factors(steps: Iterable[OwnStep]) -> set[float]:
    """Return the single numbers that most steps have as a factor."""
    every = [factors(step.by) for step in steps]
    counted = Counter(number for each in every for number in each)
    return {number for number, count in counted.items() if 2 * count > len(every)}


def factors(node: TapeValue, depth: int = 8) -> set[float]:
    """Return all single numbers that are factors of a product."""
    found: set[float] = set()
    if node.function_name in ("Mult", "Div", "USub") and depth:
        for each in node.made_of:
            is_told = each.event is not None or node.function_name == "Mult"
            if is_told and not np.ndim(each.value) and abs(each.value) != 1:
                found.add(float(each.value))
            found |= factors(each, depth - 1)
    return found


def takers(tape: Tape) -> dict[int, list[TapeValue]]:
    """Return what each value goes into, by its identity."""
    found: dict[int, list[TapeValue]] = defaultdict(list)
    for node in reversed(tape.nodes):
        if node.function is GATHERED and id(node) not in found:
            continue  # a list that is only looked at
        for each in node.made_of:
            found[id(each)].append(node)
    return found


def rounds(steps: Sequence[OwnStep]) -> Iterator[list[OwnStep]]:
    """Yield the steps that are taken together: until one moves what another has given."""
    together: list[OwnStep] = []
    given = set[int]()
    for step in steps:
        if id(step.old) in given:
            yield together
            together, given = [], set()
        together.append(step)
        given.add(id(step.new))
    if together:
        yield together


def _places(recorded: Recorded, tape: Tape) -> dict[int, set[str]]:
    """Under which names each value is looked up."""
    found: dict[int, set[str]] = defaultdict(set)
    for event in recorded.events:
        if event.place.kind == "read" or event.place.text.endswith("]"):
            found[id(tape.node(event))].add(respelled(event.place.text))
    return found


def _step(event: Event, tape: Tape, read_at: dict[int, set[str]]) -> OwnStep | None:
    node = tape.node(event)
    if node.event is not event or node.function is None or len(node.made_of) != 2:
        return None
    if node.function.name not in ("Add", "Sub") or not event.operands:
        return None
    is_change = event.place.kind == "change"
    for at in (0, 1) if node.function.name == "Add" and not is_change else (0,):
        old, by = node.made_of[at], node.made_of[1 - at]
        if old.event is None:
            continue
        told = next((e for e in event.operands if tape.node(e) is old), None)
        if told is None:
            continue
        text = respelled(told.place.text)
        is_step = is_change or respelled(event.name or "") == text
        if is_step or text in read_at[id(node)]:
            sign = -1.0 if node.function.name == "Sub" else 1.0
            return OwnStep(event, old, node, by, sign, told.place.text)
    return None
