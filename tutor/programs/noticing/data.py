"""Data that are mixed up on their way to the network."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, is_product
from tutor.programs.naming import meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.parts import is_test
from tutor.programs.noticing.preparing import Makers, makers_of
from tutor.programs.noticing.source import name_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import holds

_MOST = 200
"""Operations behind a value that are looked through."""


def two_permutations(recorded: Recorded) -> Iterator[Noticed]:
    """Inputs and targets in two different orders."""
    last: dict[int, tuple[Event, bool]] = {}
    sorting = _operands_of(recorded, "argsort", "lexsort", "unique")
    for event in recorded.operations:
        if not event.place.text.endswith("]") or len(event.operands) != 2:
            continue
        if id(event.place) in sorting:  # it is looked at, and put in no order
            continue
        data, order = (operand.value.array for operand in event.operands)
        meant = meaning(event.operands[0].place.text)
        targets = meant is not None and meant.kind == "Y"
        if not _is_order(order) or (_is_order(data) and not targets):  # an order of an order
            continue
        before = last.get(event.node)
        if before and before[1] != targets and abs(before[0].line - event.line) <= 2:
            other = before[0].operands[1].value.array
            if np.array_equal(other, order):  # a pair; what follows is another matter
                last.pop(event.node)
                continue
            if len(other) == len(order):
                said = "Inputs and targets are put in different orders: use one permutation."
                yield Noticed(event, "two permutations", said)
        last[event.node] = event, targets


def _is_order(array: NDArray[np.generic]) -> bool:
    """Whether it holds each row's number once."""
    if array.ndim != 1 or len(array) < 3 or array.dtype.kind not in "iuf":
        return False
    return bool((np.sort(array) == np.arange(len(array))).all())


def shuffled_apart(recorded: Recorded) -> Iterator[Noticed]:
    """shuffle(X) and shuffle(y), permutation(X) and permutation(y): each in an order of its own."""
    mixing = _operands_of(recorded, "shuffle", "permutation")
    seeds = [
        spot.line for spot in recorded.map.places if called(spot.text) in ("seed", "default_rng")
    ]
    last: Event | None = None
    for event in recorded.events:
        if id(event.place) not in mixing or event.value.array.size < 3:
            continue
        if last is not None and _is_targets(event) != _is_targets(last):
            near = 0 < event.line - last.line <= 3
            seeded = any(last.line <= line <= event.line for line in seeds)
            if near and not seeded and {*last.value.shape} & {*event.value.shape}:
                said = "Inputs and targets are shuffled apart: draw one permutation for both."
                yield Noticed(event, "two permutations", said)
        last = event


def _operands_of(recorded: Recorded, *names: str) -> set[int]:
    """The places whose values are handed to functions of these names, by their identity."""
    places = recorded.map.places
    calls = (place for place in places if called(place.text) in names)
    return {id(places[taken]) for call in calls for taken in call.operands}


def _is_targets(event: Event) -> bool:
    meant = meaning(event.place.text)
    return meant is not None and meant.kind == "Y"


def scaled_with_the_test(recorded: Recorded) -> Iterator[Noticed]:
    """Test data that go into the mean and the spread that all data are scaled by."""
    makers = makers_of(recorded)
    for event in (*recorded.operations, *_handed_on(recorded)):
        name = event.place.text if event.place.kind == "read" else name_of(event, recorded)
        if event.value.array.ndim != 2 or not is_test(name):
            continue
        whole, first = _split(event, recorded), _inside(event, makers)
        made = [event, first, *makers.behind(first, 4)]
        made += [whole, *makers.behind(whole, 4)] if whole else []
        wholes = {each.operands[0].value.shape for each in made if _is_part(each)}
        wholes |= {whole.value.shape} if whole else set()
        for each in made:
            if _is_statistic(each) and each.operands[0].value.shape in wholes:
                said = f"{name} is part of what this is taken from: take the training data."
                at = _handed_in(each, recorded) or each
                yield Noticed(at, "test data in the scaling", said)
                break


def _split(event: Event, recorded: Recorded) -> Event | None:
    """The table that np.split has cut, of which a value that was handed on is a part."""
    if event.place.kind not in ("bound", "read"):
        return None
    size = event.value.array.size
    before = (e for e in reversed(recorded.operations) if e.number <= event.number)
    tables = (e for e in before if e.value.array.ndim == 2 and e.value.array.size > size)
    return next((e for e in tables if holds(e.value, event.value)), None)


def _handed_on(recorded: Recorded) -> list[Event]:
    """What has a name that no operation gave it, where it is first looked up."""
    found: dict[str, Event] = {}
    given = {event.name for event in recorded.operations}
    for event in recorded.events:
        name = event.place.text
        if event.place.kind == "read" and name not in given and event.value.array.ndim == 2:
            found.setdefault(name, event)
    return [*found.values()]


def _inside(event: Event, makers: Makers) -> Event:
    """What scales a table within the function that a call hands it to; no network's answers."""
    first = makers.of(event)
    is_kept = any(each.value.array.shape == event.value.array.shape for each in event.operands)
    return first if is_kept and not is_answer(first, makers) else event


def is_answer(event: Event, makers: Makers) -> bool:
    """Return whether a product of matrices is anywhere behind a value."""
    waiting, seen = [event], set[int]()
    while waiting and len(seen) < _MOST:
        made = waiting.pop()
        if is_product(made.place.text):
            return True
        if id(made) not in seen:
            seen.add(id(made))
            waiting += [makers.of(each) for each in made.operands]
    return len(seen) >= _MOST


def _handed_in(event: Event, recorded: Recorded) -> Event | None:
    """Where a function was handed the table that it takes something of, None where none was."""
    frame, table = recorded.frame(event.node), event.operands[0].value
    if not frame:
        return None
    looked = (e for e in recorded.events if e.number <= event.number and e.value is table)
    outside = [e for e in looked if not e.is_operation and recorded.frame(e.node) != frame]
    return outside[-1] if outside else None


def _is_part(event: Event) -> bool:
    """Whether it takes some rows or columns of a table."""
    if not event.place.text.endswith("]") or not event.operands:
        return False
    return event.operands[0].value.array.ndim == 2


def _is_statistic(event: Event) -> bool:
    is_call = called(event.place.text) in ("mean", "std", "max", "min", "var")
    return is_call and bool(event.operands) and event.operands[0].value.array.ndim == 2
