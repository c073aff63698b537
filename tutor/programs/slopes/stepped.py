"""What else an iteration steps: parameters by what is done to them, gradients by what it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, is_contraction, sign
from tutor.programs.lineage import ancestors, maker, unscaled
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event, Recorded
from tutor.programs.slopes.pairs import (
    NO_LOSS,
    Iteration,
    NothingToCheck,
    iteration_of,
    iterations_of_losses,
    made_within,
    products,
)
from tutor.programs.slopes.parameters import SlopePair
from tutor.programs.slopes.rates import without_rate
from tutor.programs.slopes.shared_outputs import behind, shares_outputs
from tutor.programs.slopes.words import is_step, last_word

_SUMS = ("sum", "mean", "average", "outer", "multiply")
_CELL_BY_CELL = ("sqrt", "square", "clip", "copy", "astype", "reshape", "asarray", "array", "ravel")


def iteration_by_steps(recorded: Recorded, at: Event | None) -> Iteration:
    """Return what one iteration has, `widened`, also where no gradient is named as one.

    Raise NothingToCheck.
    """
    try:
        return widened(recorded, iteration_of(recorded, at))
    except NothingToCheck as why:
        found = [widened(recorded, each) for each in iterations_of_losses(recorded)]
        for each in found:
            if each.pairs and shares_outputs(recorded, each.loss, each.pairs):
                return each
        has_steps = any(map(is_step, recorded.operations))
        raise NothingToCheck(NO_LOSS if has_steps and not found else str(why)) from None


def widened(recorded: Recorded, iteration: Iteration) -> Iteration:
    """Return the iteration with every parameter that is stepped behind its loss.

    Each gradient gets what else may be meant by it: itself with a penalty's part, or without.
    """
    pairs = {id(each.parameter.value): each for each in iteration.pairs}
    for old, step, _ in steps(recorded, iteration):
        made = list(_made_of(recorded, step, iteration, _is_cell_by_cell))
        known = id(old.value) in pairs or any(_is_same_number(old, each) for each in pairs.values())
        if made and not known and old.value.array.size == step.value.array.size:
            pairs[id(old.value)] = _pair(recorded, iteration, old, step, made)
    changes = {id(old.value): event for old, _, event in steps(recorded, iteration)}
    pairs = {at: replace(each, change=changes.get(at)) for at, each in pairs.items()}
    found = [_with_and_without_penalty(recorded, each, iteration) for each in pairs.values()]
    return replace(iteration, pairs=sorted(found, key=lambda each: each.gradient.number))


def _pair(
    recorded: Recorded, iteration: Iteration, old: Event, step: Event, made: Sequence[Event]
) -> SlopePair:
    """A parameter with what it is stepped by, which may have no name and no line of its own."""
    first = next((e for e in iteration.events if e.value is old.value), old)
    looks = [old] if old.value.is_array else _looks(iteration, old)
    gradient = _likeliest(recorded, step, made)
    is_guess = not _adds_up(gradient)
    added = next((each for each in made if _is_sum(each)), None)
    terms = list(_made_of(recorded, added, iteration, _is_cell_by_cell))[1:] if added else []
    whole = without_rate(step)
    if not gradient.name and gradient.line == step.line:
        return SlopePair(
            whole.place.text, whole, first, looks, terms, holds_rate=True, is_guess=is_guess
        )
    name = gradient.name or gradient.place.text
    return SlopePair(name, gradient, first, looks, [*terms, whole], is_guess=is_guess)


def _is_same_number(old: Event, pair: SlopePair) -> bool:
    """Whether it is that parameter, which is a number alone."""
    return not old.value.is_array and old.place.text in {e.place.text for e in pair.looks}


def _looks(iteration: Iteration, old: Event) -> list[Event]:
    """Where a number alone is looked up before the loss is known."""
    before = (each for each in iteration.events if each.number <= iteration.loss.number)
    return [e for e in before if e.place.kind == "read" and e.place.text == old.place.text]


def steps(recorded: Recorded, iteration: Iteration) -> Iterator[tuple[Event, Event, Event]]:
    """Yield each parameter that the loss takes, by what it is changed behind it, and the change."""
    before = [each for each in iteration.events if each.number <= iteration.loss.number]
    used = behind(recorded, [iteration.loss]) - made_within(recorded, before)
    numbers = {o.place.text for e in before for o in e.operands if not o.value.is_array}
    if not products(before):
        return
    for event in iteration.events:
        if event.number <= iteration.loss.number or len(event.operands) < 2:
            continue
        old, step = event.operands[0], event.operands[-1]
        is_number = not old.value.is_array and old.place.text in numbers
        if (id(old.value) in used or is_number) and _puts_back(event, old):
            yield old, step, event


def _puts_back(event: Event, old: Event) -> bool:
    """Whether it changes what it takes, or gives that name another value."""
    if event.place.kind == "change":
        return "-=" in event.place.text or "+=" in event.place.text
    if sign(event.place.text) not in ("Sub", "Add") or not event.name:
        return False
    meant = meaning(old.place.text)
    is_parameter = meant is not None and meant.kind in ("W", "b")
    return is_parameter or last_word(event.name) == last_word(old.place.text)


def _made_of(
    recorded: Recorded, step: Event, iteration: Iteration, goes_on: Callable[[Event], bool]
) -> Iterator[Event]:
    """What an array was made of cell by cell in this iteration, itself first."""
    begin, size = iteration.events[0].number, step.value.array.size
    waiting, seen = [step], set[int]()
    while waiting:
        event = maker(recorded, waiting.pop(0))
        if id(event) in seen or event.number < begin or not event.is_operation:
            continue
        seen.add(id(event))
        yield event
        if goes_on(event):
            waiting += [each for each in event.operands if each.value.array.size == size]


def _is_cell_by_cell(event: Event) -> bool:
    text = event.place.text
    signs = ("Add", "Sub", "Mult", "Div", "Pow")
    return event.place.kind == "change" or sign(text) in signs or called(text) in _CELL_BY_CELL


def _likeliest(recorded: Recorded, step: Event, made: Sequence[Event]) -> Event:
    """The gradient among what a step was made of: the last that comes from another call, or the
    first that was given a name.
    """
    call = recorded.frame(step.node)
    handed = [each for each in made if recorded.frame(each.node) != call]
    if handed:
        return max(handed, key=lambda each: each.number)
    named = [each for each in made if each.name]
    return min(named, key=lambda each: each.number, default=maker(recorded, unscaled(step)))


def _adds_up(gradient: Event) -> bool:
    """Whether it is made of a product or a sum on its line, as slopes over examples are."""
    texts = [each.place.text for each in (gradient, *ancestors(gradient))]
    return any(is_contraction(text) or called(text) in _SUMS for text in texts)


def _is_sum(event: Event) -> bool:
    text = event.place.text
    return sign(text) in ("Add", "Sub") or (
        event.place.kind == "change" and ("+=" in text or "-=" in text)
    )


def _with_and_without_penalty(
    recorded: Recorded, pair: SlopePair, iteration: Iteration
) -> SlopePair:
    """A gradient with what it is a sum of, and what is added to it afterwards: dW + lam * W."""
    found = list(_made_of(recorded, pair.gradient, iteration, _is_sum))
    last = {id(pair.gradient.value)}
    size = pair.gradient.value.array.size
    for event in iteration.events:
        goes_in = any(id(operand.value) in last for operand in event.operands)
        if goes_in and event.value.array.size == size and _is_sum(event):
            if event.operands[0].value is pair.parameter.value:
                continue  # it is the step, not what is stepped by
            found.append(event)
            last.add(id(event.value))
    found += _parts_of_sums(pair.gradient, iteration)
    others = {id(each): each for each in (*pair.others, *found)}
    return replace(pair, others=sorted(others.values(), key=lambda each: each.number))


def _parts_of_sums(gradient: Event, iteration: Iteration) -> Iterator[Event]:
    """A gradient's part of what is added to a vector that all gradients were joined to."""
    own, at = gradient.value.array.ravel(), None
    joined: set[int] = set()
    for event in iteration.events:
        value = event.value
        is_vector = event.is_operation and value.array.ndim == 1 and value.array.size > own.size
        if event.number <= gradient.number or not is_vector:
            continue
        if at is None:
            if (at := _place_in(value.array, own)) is not None:
                joined = {id(value)}
        elif any(id(each.value) in joined for each in event.operands) and _is_sum(event):
            joined.add(id(value))
            part = value.array[at : at + own.size].reshape(gradient.value.array.shape)
            yield Event(event.number, event.place, event.node, replace(value, array=part))


def _place_in(vector: NDArray[Any], own: NDArray[Any]) -> int | None:
    """Where numbers lie in a vector one after another; None where they do not."""
    starts = np.flatnonzero(vector[: vector.size - own.size + 1] == own[0])
    same = (n for n in starts.tolist() if np.array_equal(vector[n : n + own.size], own))
    return next(same, None)
