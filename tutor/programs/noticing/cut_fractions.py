"""Slopes and steps that lose their fractions: by //, or by whole numbers that hold them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tutor.programs.expressions import called, is_contraction, respelled, sign, statement
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.behind import behind, made_of
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.preparing import makers_of
from tutor.programs.noticing.rates import is_rate
from tutor.programs.noticing.roots import takers
from tutor.programs.recorded import Event, Recorded


def floored_slopes(recorded: Recorded) -> Iterator[Noticed]:
    """What comes of a network, rounded down by //, on its way to a step of a parameter."""
    parameters = moved_along(recorded).parameters
    makers, taken_by = first_makers(recorded), takers(recorded)
    told: set[int] = set()
    for event in recorded.operations:
        if not _is_floored(event) or id(event.place) in told or not event.value.array.ndim:
            continue
        told.add(id(event.place))
        taken = event.operands[0]
        is_cut = not np.array_equal(taken.value.array, np.round(taken.value.array))
        of_network = any(
            is_contraction(each.place.text) and _takes(each, parameters)
            for each in behind(taken, makers)
        )
        if is_cut and of_network and _moves(event, parameters, taken_by):
            said = f"// rounds {taken.place.text} down to whole numbers: write / in place of //."
            yield Noticed(event, "integer division", said)


def zero_scales(recorded: Recorded) -> Iterator[Noticed]:
    """scale = 1 // m is 0, and so is all that is multiplied by it."""
    makers = makers_of(recorded)
    for event in recorded.operations:
        if sign(event.place.text) != "Mult" or not event.value.array.ndim:
            continue
        for operand in event.operands:
            if operand.value.array.ndim or operand.is_operation or operand.value.array.any():
                continue
            made = makers.of(operand)
            is_it = sign(made.place.text) == "FloorDiv" and made.name == operand.place.text
            if is_it and not is_rate(operand.place.text):  # of which more is said
                said = f"{made.place.text} is 0: write / in place of //."
                yield Noticed(made, "integer division", said)


def whole_steps(recorded: Recorded) -> Iterator[Noticed]:
    """A step that is put back into an array of whole numbers, or made whole before it is."""
    for event in recorded.operations:
        name = event.name or ""
        step = (
            event.operands[0] if called(event.place.text) == "astype" and event.operands else event
        )
        if sign(step.place.text) not in ("Sub", "Add") or not step.operands or not name:
            continue
        is_into = name.endswith(("[...]", "[:]")) and step is event
        target = name.rpartition("[")[0] if is_into else name
        is_whole = event.value.dtype.startswith("int") and step is not event
        old, array = step.operands[0], step.value.array
        is_own = respelled(old.place.text) == respelled(target) and old.value.is_array
        if not (is_own and old.value.dtype.startswith("int") and (is_into or is_whole)):
            continue
        if not np.array_equal(array, np.round(array)):
            said = f"{target} holds integers, so the fractions are cut off: make it of floats."
            yield Noticed(event, "integer array", said)


def _is_floored(event: Event) -> bool:
    written = statement(event.place.text)
    in_place = isinstance(written, ast.AugAssign) and isinstance(written.op, ast.FloorDiv)
    is_call = called(event.place.text) == "floor_divide"
    return bool(event.operands) and (in_place or is_call or sign(event.place.text) == "FloorDiv")


def _takes(event: Event, parameters: set[int]) -> bool:
    parts = [*event.operands, *(each for o in event.operands for each in o.operands)]
    return any(id(each.value) in parameters for each in parts)


def _moves(event: Event, parameters: set[int], taken_by: Mapping[int, Sequence[Event]]) -> bool:
    """Whether a parameter is made anew of it."""
    made = made_of(event, taken_by, lambda each: id(each.value) not in parameters)
    return any(id(each.value) in parameters for each in made)
