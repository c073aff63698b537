"""Answers that can never be right: they are no numbers of the kind that the labels are."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tutor.programs.expressions import called, parsed
from tutor.programs.lineage import first_makers
from tutor.programs.naming import meaning
from tutor.programs.noticing.answers import equalities, made_from
from tutor.programs.noticing.hits import is_share
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.predictions import Array, joined
from tutor.programs.recorded import Event, Recorded

KIND = "answers of another kind"
_FEWEST = 8
"""Answers from which one can tell of what kind they are."""
_LARGEST = ("max", "amax")
_WHOLE = ("round", "rint", "floor", "ceil", "trunc", "around", "astype", "int")


def answers_of_another_kind(recorded: Recorded) -> Iterator[Noticed]:
    """Outputs that are held against labels as they are, and 0 or 1 against −1 or 1."""
    makers = first_makers(recorded)
    asked: dict[int, list[Event]] = {}
    for event in equalities(recorded):
        sizes = {operand.value.array.size for operand in event.operands}
        if len(event.operands) == 2 and len(sizes) == 1:
            asked.setdefault(id(event.place), []).append(event)
    for events in asked.values():
        for at in (0, 1):
            answers = [event.operands[at] for event in events]
            labels = [event.operands[1 - at] for event in events]
            if _are_labels(labels[0], events[0], recorded):
                yield from _said(answers, labels, events[0], recorded, makers)


def _is_made(event: Event, makers: Mapping[int, Event]) -> bool:
    """Whether a value was read from others by a comparison, or by the sign."""
    made = [event, *made_from(event, makers)]
    is_asked = any(isinstance(parsed(each.place.text), ast.Compare) for each in made)
    return is_asked or any(called(each.place.text) in ("sign", "round") for each in made)


def _are_labels(event: Event, asked: Event, recorded: Recorded) -> bool:
    meant = meaning(event.place.text)
    return (meant is not None and meant.kind == "Y") or is_share(asked, recorded)


def _said(
    answers: Sequence[Event],
    labels: Sequence[Event],
    asked: Event,
    recorded: Recorded,
    makers: Mapping[int, Event],
) -> Iterator[Noticed]:
    given, right = joined(answers), joined(labels)
    if len(given) < _FEWEST or not (np.isfinite(given).all() and np.isfinite(right).all()):
        return
    name = answers[0].place.text
    if _are_no_classes(given, right) and not _is_made_whole(labels[0], answers[0], makers):
        largest = _largest(answers, recorded, makers)
        if largest is not None:
            said = "This is the largest output itself, not which it is: write argmax."
            yield Noticed(largest, KIND, said)
        else:
            said = (
                f"{name} is no whole number, so it never equals a label: make answers of the "
                "outputs first, by argmax or > 0.5."
            )
            yield Noticed(asked, KIND, said)
    elif (
        (found := _argmax(answers[0], makers))
        and _are_one_more(found, given, right)
        and not _argmax(labels[0], makers)
    ):
        said = (
            f"argmax counts the classes from 0, and the labels from 1 to {right.max():g}: add 1 to "
            "it, or a class is compared with the one before."
        )
        yield Noticed(found, KIND, said)
    elif _are_other_signs(given, right) and _is_made(answers[0], makers):
        kinds = [" and ".join(f"{each:g}" for each in np.unique(each)) for each in (given, right)]
        said = f"The answers are {kinds[0]}, the labels {kinds[1]}: half of them are never equal."
        yield Noticed(makers.get(id(answers[0].value), asked), KIND, said)


def _are_no_classes(given: Array, right: Array) -> bool:
    """Whether hardly one is a whole number where the labels all are; a few may come to 1."""
    classes = np.unique(right)
    is_whole = bool((classes == np.round(classes)).all()) and 1 < len(classes) < len(right)
    return is_whole and len(np.unique(given)) >= _FEWEST and bool(np.mean(given % 1 != 0) > 0.9)


def _are_other_signs(given: Array, right: Array) -> bool:
    """Whether one tells two classes as 0 and 1, the other as −1 and 1."""
    kinds = {tuple(np.unique(each).tolist()) for each in (given, right)}
    return kinds == {(0.0, 1.0), (-1.0, 1.0)}


def _is_made_whole(event: Event, answer: Event, makers: Mapping[int, Event]) -> bool:
    """Whether what stands for the labels is the answers, rounded: x == np.floor(x)."""
    values = {id(each.value) for each in (answer, *made_from(answer, makers))}
    chain = [event, *made_from(event, makers)]
    is_own = any(id(each.value) in values for step in chain for each in (step, *step.operands))
    return is_own and any(called(each.place.text) in _WHOLE for each in chain)


def _largest(
    answers: Sequence[Event], recorded: Recorded, makers: Mapping[int, Event]
) -> Event | None:
    """What took the largest output, where it gave one of these answers."""
    tables = [each for each in answers[0].operands if each.value.array.ndim]  # best of best[k]
    made = [*(makers.get(id(e.value), e) for e in tables)]
    made += [answers[0], *made_from(answers[0], makers)]
    numbers = {float(each.value.array) for each in answers if not each.value.array.ndim}
    made += [
        event
        for event in recorded.operations
        if numbers and not event.value.array.ndim and float(event.value.array) in numbers
    ]
    return next((each for each in made if called(each.place.text) in _LARGEST), None)


def _argmax(answer: Event, makers: Mapping[int, Event]) -> Event | None:
    """What found the number of a class, where nothing was done to that number."""
    made = makers.get(id(answer.value), answer)
    return made if called(made.place.text) == "argmax" and made.operands else None


def _are_one_more(argmax: Event, given: Array, right: Array) -> bool:
    """Whether the labels are 1 to the number of classes, the last of which no answer can be."""
    table = argmax.operands[0].value.array
    classes = table.size // max(1, argmax.value.array.size)
    found = np.unique(right)
    return (
        classes > 1
        and np.array_equal(found, np.arange(1, classes + 1))
        and bool((given < classes).all())
    )
