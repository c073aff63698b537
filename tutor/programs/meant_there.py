"""What is meant in a formula that gives another value than the engine's, found by small changes.

Of each operation in it another value in sight, a sign, a number, a factor more or less is tried;
the one by which the formula gives the engine's values, in two iterations, is what is meant.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tutor.programs.comparison import EngineComparison
from tutor.programs.expressions import statement
from tutor.programs.judging.compared_pass import ComparedPass
from tutor.programs.judging.statements import expression
from tutor.programs.matching import near, ratio_to
from tutor.programs.partings import STANDS_WHERE, Parting
from tutor.programs.recorded import Event
from tutor.programs.tape.graph import Tape, TapeValue
from tutor.programs.tape.windows import window_of
from tutor.programs.unit_by_unit.edit import Edit
from tutor.programs.unit_by_unit.edits import Edits, with_another
from tutor.programs.unit_by_unit.sight import Sight

_FEWEST = 3
"""Numbers that are no multiple of others by chance."""
_MOST_NUMBERS = 20_000
_MOST_EDITS = 400


def meant_there(first: Parting, comparison: EngineComparison) -> str:
    """Return in words what is meant where a program parts from the engine, "" if none is known."""
    told = passes_there(first, comparison)
    if not told:
        return ""
    trials = _Trials(told, first)
    tried = sorted(trials.edits(), key=lambda each: each[0].rank)[:_MOST_EDITS]
    return next((edit.message for edit, at in tried if trials.mend(edit, at)), "")


def passes_there(first: Parting, comparison: EngineComparison) -> Sequence[ComparedPass]:
    """Return two passes that come by a place, none where what it should give is not known."""
    passes = [each.compared for each in comparison.judged]
    at = next((n for n, each in enumerate(passes) if place_in(each, first.event)), None)
    told = passes[at : at + 2] if at is not None else []
    sizes = {true.size for each in told if (true := truth_there(first, each)) is not None}
    is_known = len(told) == 2 and len(sizes) == 1 and _FEWEST <= max(sizes) <= _MOST_NUMBERS
    return told if is_known else []


class _Trials:
    """The operations of one statement in two passes, and what may stand for them."""

    def __init__(self, passes: Sequence[ComparedPass], first: Parting) -> None:
        events = [event for each in passes for event in each.each.events]
        window = window_of(passes[0].recorded, events)
        self._tape = Tape(window)
        self._edits = Edits(Sight(window, self._tape), window, self._tape)
        self._inside = {id(each) for each in window.events}
        truths = (truth_there(first, each) for each in passes)
        self._truths = [each for each in truths if each is not None]
        places = (place_in(each, first.event) for each in passes)
        self._told = [self._operations(each) for each in places if each is not None]

    def _operations(self, place: Event) -> Sequence[Event]:
        inner = (each for each in expression(place) if each.is_operation)
        return [*dict.fromkeys(e for e in (place, *inner) if id(e) in self._inside)]

    def edits(self) -> Iterator[tuple[Edit, int]]:
        """Yield edits, each with which operation of the statement it is of."""
        for at, event in enumerate(self._told[0]):
            node = self._tape.node(event)
            for edit in (*self._edits.of(node, at == 0), *self._edits.named(event, node)):
                yield edit, at
        if _sets_a_part(self._told[0][0]):
            yield from ((edit, 0) for edit in _part_edits(self._told[0][0]))

    def mend(self, edit: Edit, at: int) -> bool:
        """Return whether the statement gives the engine's values with it, or a multiple of them."""
        if len({len(each) for each in self._told}) > 1 or len(self._told) < len(self._truths):
            return False
        pairs = zip(self._told, self._truths, strict=True)
        first, *others = [self._times(edit, told, at, true) for told, true in pairs]
        if first is None or (first < 0 and _turns(edit)):
            return False  # what is y - a where others have a - y is no mistake
        return all(each is not None and near(each, first) for each in others)

    def _times(
        self, edit: Edit, told: Sequence[Event], at: int, true: NDArray[np.float64]
    ) -> float | None:
        event, whole = told[at], told[0]
        old = self._tape.node(event)
        made = edit.make(event, old)
        if made is not None:
            made = with_another(self._tape.node(whole), old, made, {whole.node})
        return ratio_to(np.asarray(made.value, dtype=float), true) if made is not None else None


def _sets_a_part(event: Event) -> bool:
    """Whether some numbers of an array are put to others: d[y] = -1."""
    match statement(event.place.text):
        case ast.Assign(targets=[ast.Subscript()]):
            return event.place.kind == "change" and bool(event.operands)
    return False


def _part_edits(event: Event) -> Iterator[Edit]:
    """Yield that the numbers are to be added to what was there, or taken away from it."""
    for sign, times in (("+", 1.0), ("-", -1.0)):
        said = f"= stands here; {sign}= is meant."
        yield Edit(event, 0, said, partial(_added_to_part, times))


def _added_to_part(times: float, told: Event, node: TapeValue) -> TapeValue | None:
    new, old = np.asarray(node.value, dtype=float), told.operands[0].value.array
    if old.shape != new.shape:
        return None
    return TapeValue(-1, None, np.where(new != old, old + times * new, old))


def truth_there(first: Parting, compared: ComparedPass) -> NDArray[np.float64] | None:
    """Return what should come out in a pass: an engine's value, or an activation's slope."""
    if first.message.startswith(STANDS_WHERE):
        return compared.truth.slopes.get(int(first.key[3:-1]))
    return compared.truth.values.get(first.key)


def _turns(edit: Edit) -> bool:
    """Whether it only turns a sign."""
    signs = ("+ stands here; - ", "- stands here; + ", "The sign ")
    return edit.message.startswith(signs) or "; -" in edit.message


def place_in(compared: ComparedPass, event: Event) -> Event | None:
    """Return the operation itself, or the one at its place in another pass."""
    same = [each for each in compared.each.events if each.place is event.place]
    return event if any(each is event for each in same) else next(iter(same), None)
