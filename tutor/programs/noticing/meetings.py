"""Rows of the data that meet the targets of others."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tutor.programs.expressions import called, parsed, sign
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.pairing import CLEARLY, Table, classes_apart, likeness
from tutor.programs.noticing.roots import takers
from tutor.programs.noticing.rows.following import SHUFFLES, followed
from tutor.programs.noticing.rows.known import KnownRows, Meeting
from tutor.programs.noticing.rows.origins import Links, Origin, RowChoice, Rows
from tutor.programs.noticing.rows.together import handed_together
from tutor.programs.recorded import Event, Recorded

FEWEST = 6
"""Examples of which a wrong order can be told from chance."""
_SHOWN = 4
_SUMS = ("sum", "mean", "average")


def rows_apart(recorded: Recorded) -> Iterator[Noticed]:
    """What the network gives for some examples is held against the targets of others.

    In a later window only what has rows of one and the same array is known to belong together.
    """
    rows = followed(recorded)
    asked: dict[tuple[int, int], bool] = {}
    taken_by = takers(recorded)
    for meeting in [*rows.meetings, *handed_together(recorded, rows)]:
        if _is_added_up(meeting.event, taken_by):
            continue  # in any order
        pair = _unlike(meeting, rows.links, asked)
        if pair is None or (recorded.start and pair[0].root != pair[1].root):
            continue
        at = _blamed(*pair, recorded, rows)
        if at is not None:
            yield Noticed(at, "two permutations", _said(*pair))


def _is_added_up(event: Event, taken_by: Mapping[int, Sequence[Event]]) -> bool:
    """Whether a difference goes into a sum over its rows alone: (v - v_model).mean(axis=0)."""
    taking = taken_by.get(id(event.value), ())
    is_linear = sign(event.place.text) in ("Add", "Sub")
    return is_linear and bool(taking) and all(called(e.place.text) in _SUMS for e in taking)


def _said(given: Origin, target: Origin) -> str:
    return (
        f"The inputs in the first rows are examples {_few(given.places)} of the data, the targets "
        f"beside them are those of {_few(target.places)}: take the same for both."
    )


def _few(rows: Rows) -> str:
    return ", ".join(map(str, rows[:_SHOWN].tolist())) + (", …" if len(rows) > _SHOWN else "")


def _unlike(
    meeting: Meeting, links: Links, asked: dict[tuple[int, int], bool]
) -> tuple[Origin, Origin] | None:
    """Return what the rows of both come from, where they surely belong to different examples."""
    pairs = [
        (given, target)
        for given in meeting.given
        for target in meeting.targets
        if given.length == target.length >= FEWEST and given.count == target.count
        if given.is_whole and target.is_whole and not (given.repeats or target.repeats)
        if not (_is_of_classes(given) or _is_of_classes(target))
    ]
    linked = [pair for pair in pairs if links.are_linked(*pair)]
    for pair in linked:  # the same numbers of a batch mean others after that
        if _is_shuffled_alone(*pair) and not _agree(*pair) and _belongs(*pair) > CLEARLY:
            return pair
    if any(_agree(*pair) for pair in linked):
        return None
    for pair in linked or pairs:
        if _agree(*pair) or _is_shifted(*pair) or min(pair[0].count, pair[1].count) < 2:
            continue
        if linked and _belongs(*pair) > -CLEARLY:
            return pair
        if not linked and _began_before(*pair, links):
            key = pair[0].root, pair[1].root
            if asked.setdefault(key, _belongs(*pair) > CLEARLY):
                return pair
    return None


def _is_of_classes(origin: Origin) -> bool:
    """Whether single classes are looked up in a table of ones and zeros, a row a class."""
    table = _table(origin) if origin.count < origin.length else None
    return table is not None and np.array_equal(table, np.eye(len(table)))


def _agree(given: Origin, target: Origin) -> bool:
    """Whether the targets are those of these examples, or others just like them."""
    if np.array_equal(given.places, target.places):
        return True
    targets = _table(target)
    return targets is not None and np.array_equal(
        targets[given.places], targets[target.places], equal_nan=True
    )


def _is_shuffled_alone(given: Origin, target: Origin) -> bool:
    """Whether a function that tells no numbers put the rows of one in another order."""
    one, other = (
        any(called(step.event.place.text) in SHUFFLES for step in each.steps)
        for each in (given, target)
    )
    return one != other


def _is_shifted(given: Origin, target: Origin) -> bool:
    """Whether the targets are meant to lie so many rows ahead, or both are cut as they come."""
    apart = np.diff(target.places - given.places)
    far = abs(int(target.places[0] - given.places[0]))
    if given.root != target.root and not apart.any() and far >= given.count:
        return False  # the targets of another part
    return bool((apart == 0).all()) or (given.rises and target.rises)


def _began_before(given: Origin, target: Origin, links: Links) -> bool:
    """Whether both were there before the rows of either were chosen."""
    first = min(step.event.number for each in (given, target) for step in each.steps[:1])
    return max(links.made[given.root], links.made[target.root]) < first


def _table(origin: Origin) -> Table | None:
    """The array as it was in its first order, a row an example."""
    if origin.base is None or origin.base.array.ndim > 2:
        return None
    array = np.moveaxis(np.asarray(origin.base.array, dtype=float), origin.axis, 0)
    return array.reshape(len(array), -1) if len(array) == origin.length else None


def _belongs(given: Origin, target: Origin) -> float:
    """How much better the targets of these examples suit them than those that they are given."""
    X, Y = _table(given), _table(target)
    if X is None or Y is None:
        return 0.0
    Y = classes_apart(Y)
    if given.count * 2 < given.length:  # a batch: what would become of all
        return likeness(X, Y)
    X = X[given.places]
    return likeness(X, Y[given.places]) - likeness(X, Y[target.places])


def _blamed(given: Origin, target: Origin, recorded: Recorded, rows: KnownRows) -> Event | None:
    """Return the operation from which on the rows are those of other examples."""
    ours, theirs = [*given.steps], [*target.steps]
    while ours and theirs and np.array_equal(ours[-1].rows, theirs[-1].rows):
        ours.pop()
        theirs.pop()
    while ours and theirs and np.array_equal(ours[0].rows, theirs[0].rows):
        del ours[0], theirs[0]
    if ours and theirs:
        return _odd_one(ours[-1], theirs[-1])
    steps = ours or theirs
    if not steps:
        return None
    left_out = target if ours else given
    if left_out.steps and _was_chosen_too(steps[-1], left_out, recorded, rows):
        return left_out.steps[-1].event  # Y_mixed = Y[order], and then Y[start:stop]
    return _left(steps[-1].event, left_out, recorded, rows) or steps[-1].event


def _odd_one(one: RowChoice, other: RowChoice) -> Event:
    """The step that takes rows as they come where the other takes drawn ones; else the later."""
    rising = [bool((np.diff(each.rows) > 0).all()) for each in (one, other)]
    if rising[0] != rising[1]:
        return (one if rising[0] else other).event
    return max(one, other, key=lambda each: each.event.number).event


def _was_chosen_too(choice: RowChoice, origin: Origin, recorded: Recorded, rows: KnownRows) -> bool:
    """Whether the same rows were chosen of the other array, too, right beside that choice."""
    near = range(choice.event.line, choice.event.line + 3)
    chosen = ((e, rows.known(e.value)) for e in recorded.operations if e.line in near)
    last = (
        (each, each.steps[-1])
        for event, traced in chosen
        for axis in (traced.axes if traced is not None else ())
        for each in axis
        if each.steps and each.steps[-1].event is event is not choice.event
    )
    return any(
        each.root == origin.root and np.array_equal(step.rows, choice.rows) for each, step in last
    )


def _left(chosen: Event, origin: Origin, recorded: Recorded, rows: KnownRows) -> Event | None:
    """What is done, right beside a choice of rows, with the array that should have gone with it.

    That choice itself where the array stands beside it as it is: X, y = X[order], y.
    """
    for event in recorded.events:
        is_beside = event.line == chosen.line and event.place.text.isidentifier()
        is_other = all(event.value is not each.value for each in chosen.operands)
        is_other = is_other and event.node == chosen.node  # not what another call is handed
        if is_beside and is_other and _is_left(event, origin, chosen, rows):
            return chosen
    for event in recorded.operations:
        if not (event.name and chosen.line < event.line <= chosen.line + 2):
            continue
        if event.place.kind == "bound" and _is_left(event, origin, chosen, rows):  # Y_mixed = Y
            return event
        is_cut = isinstance(parsed(event.place.text), ast.Subscript)
        if is_cut or recorded.frame(event.node) != recorded.frame(chosen.node):
            continue
        if any(_is_left(operand, origin, chosen, rows) for operand in event.operands):
            return event
    return None


def _is_left(event: Event, origin: Origin, chosen: Event, rows: KnownRows) -> bool:
    """Whether it is an array with that origin whose rows were not chosen there."""
    traced = rows.known(event.value)
    return traced is not None and any(
        each.root == origin.root and all(step.event is not chosen for step in each.steps)
        for axis in traced.axes
        for each in axis
    )
