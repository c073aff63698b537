"""What is looked at: a program, how it is run, and what it is compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tutor.programs.causes import cause_of
from tutor.programs.comparison import compare
from tutor.programs.findings import explained, notes_of
from tutor.programs.judgement import Judgement, Later
from tutor.programs.later import LatePlaces, later_windows
from tutor.programs.meant_there import meant_there
from tutor.programs.model import parting_from
from tutor.programs.moves import WalkPlace
from tutor.programs.noticing.overflows import GROWN
from tutor.programs.noticing.rules import noticed
from tutor.programs.of_another_layer import layer_meant, with_what_is_looked_up
from tutor.programs.partings import Parting
from tutor.programs.program import Program, read_program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import Reference
from tutor.programs.running import SECONDS, look_at, run_program
from tutor.programs.unit_by_unit.array_steps import parameters
from tutor.programs.unit_by_unit.in_matrices import judged_in_matrices
from tutor.programs.unit_by_unit.verdict import UnitVerdict, judged_by_units

Stop = Callable[[], bool]
_BEFORE = 60
"""Operations that are seen before the one to begin at."""


@dataclass(frozen=True, slots=True)
class CodeLook:
    """A program that is asked for: a file that is read anew with each run, or a text."""

    file: Path | None = None
    call: str = ""
    text: Program | None = None
    seconds: float = SECONDS
    function: str | None = None
    """Where it begins: the first call of that name."""
    iteration: int | None = None
    """Where it begins."""
    operation: int | None = None
    """Where it begins: how many operations of the program came before, of however many."""
    lines: range = range(0)
    """The lines of the program that are of interest: it begins at the first of them that is run."""
    reference: Reference | None = None
    right: Program | None = None
    """A right program with the same names; it begins where the two part."""
    message: str = ""
    """What is known of the program already, said of the first difference."""

    @property
    def name(self) -> str:
        return self.text.name if self.text else str(self.file or "")

    def read(self) -> Program:
        """Return the program; raise UnreadableProgram."""
        if self.text is not None:
            return self.text
        return read_program(self.file or Path(), self.call)

    def run(self, program: Program, stop: Stop) -> Recorded:
        """Run it where it is to be looked at first."""
        if self.operation is not None:
            start = max(0, self.operation - _BEFORE)
            return run_program(program, start, seconds=self.seconds, stop=stop)
        recorded = look_at(program, self.function, self.iteration, self.seconds, stop)
        first = self._come_to_late(recorded)
        if first is None:
            return recorded
        return run_program(program, max(0, first - _BEFORE), seconds=self.seconds, stop=stop)

    def _come_to_late(self, recorded: Recorded) -> int | None:
        """Return how many operations come before its lines, if none of those is kept of them."""
        if any(each.line in self.lines for each in recorded.operations):
            return None
        places = recorded.map.places
        late = (n for place, n in recorded.late.items() if places[place].line in self.lines)
        return min(late, default=None)

    def nothing_there(self, recorded: Recorded) -> str:
        """Say that a run does not come to where this is to begin; "" where it does."""
        if self.function is None and self.iteration is None:
            return ""
        nodes = recorded.inside(self.function, self.iteration)
        if any(recorded.direct[node] for node in nodes):
            return ""
        call = [f"a call of {self.function}"] if self.function is not None else []
        turn = [f"an iteration {self.iteration}"] if self.iteration is not None else []
        names = {site.name for site in recorded.map.sites if site.kind == "call"}
        called = recorded.inside(self.function)
        turns = [t for n, each in enumerate(recorded.nodes) if n in called and (t := each.turn)]
        known = ""
        if call and names and (self.function or "").rpartition(".")[2] not in names:
            known = f" It defines {', '.join(sorted(names))}."
        elif turns:
            known = f" Its loops come to {max(turns)} at most."
        return f"The program does not come to {' with '.join([*call, *turn])}.{known}"

    def judge(self, recorded: Recorded, stop: Stop | None = None) -> Judgement:
        """Return what is said of a run: the engine's word, the right program's, and its own."""
        with np.errstate(all="ignore"):  # the numbers are a learner's, NaN and infinities too
            return self._judged(recorded, stop)

    def _judged(self, recorded: Recorded, stop: Stop | None) -> Judgement:
        comparison = compare(recorded, self.reference, stop) if self.reference else None
        first = comparison.first if comparison else None
        if self.right is not None and recorded.line is None:  # else what it says is of that line
            first = parting_from(run_program(self.right, stop=stop), recorded, self.message)
        first, found = cause_of(first, noticed(recorded), recorded)
        no_pass = comparison is not None and not comparison.found
        is_told = comparison is not None and comparison.found and (first or found)
        is_vague = first is not None and first.is_vague
        by_units = None if is_told and not is_vague else self._judged_by_units(recorded, stop)
        is_open = first is None and all(each.kind in GROWN for each in found)
        if by_units is None and self.reference is None and is_open:
            by_units = self._judged_in_matrices(recorded, stop)
        if by_units is not None and by_units.recorded is recorded:
            first = _together(first, by_units.first)
            if comparison is not None and first is by_units.first:
                comparison = replace(comparison, first=first)  # what follows from it is marked
        later = None
        if by_units is not None and by_units.recorded is not recorded and by_units.first:
            notes = notes_of(by_units.recorded, None, by_units.first)
            later = Later(by_units.recorded, notes, by_units.first, ())
        elif self._may_look_on(recorded) and (no_pass or not (first or found)):
            later = self._later(recorded, no_pass, stop)
        if later is not None:
            first, found = later.first, [*found, *later.noticed]
            comparison = later.comparison if no_pass else comparison
        if first is not None and first.is_vague and comparison is not None:
            meant = layer_meant(first, comparison) or meant_there(first, comparison)
            first = first.with_reason(meant)
        elif first is not None and comparison is not None:
            first = with_what_is_looked_up(first, comparison)
        first = explained(first, found)
        is_compared = comparison is not None and bool(comparison.found)
        is_right = by_units is not None and by_units.first is None and not is_compared
        notes = notes_of(recorded, comparison, first, found, self.message, is_right)
        return Judgement(notes, first, found, later=later, comparison=comparison)

    def _judged_by_units(self, recorded: Recorded, stop: Stop | None) -> UnitVerdict | None:
        """What the slopes of single numbers and vectors say, where nothing is said of layers."""
        return None if self.right is not None else judged_by_units(recorded, self.reference, stop)

    def _judged_in_matrices(self, recorded: Recorded, stop: Stop | None) -> UnitVerdict | None:
        """The same of matrices, where nothing is known of the network, and no cause was found."""
        return None if self.right is not None else judged_in_matrices(recorded, stop)

    def _may_look_on(self, recorded: Recorded) -> bool:
        """Whether it is all of the run that is asked for, and there is more than was kept."""
        asked = (self.right, self.function, self.iteration, self.operation)
        goes_on = recorded.start == 0 and recorded.goes_on and not recorded.message
        return goes_on and all(each is None for each in asked)

    def _later(self, recorded: Recorded, all_of_it: bool, stop: Stop | None) -> Later | None:
        """Return what is said of places that the run came to only behind what was kept of it.

        Of `all_of_it` where the first window held no pass of the network.
        """
        held: Later | None = None
        before = [recorded]

        may_step = self.reference is None and self.right is None and not parameters(recorded)

        def is_sought() -> bool:
            return all_of_it and len(before) == 1

        for window in later_windows(recorded, self.seconds, is_sought, stop):
            late = LatePlaces(before, window)
            is_first = all_of_it and held is None
            is_asked = is_first or late.hold_formulas(window)
            compared = (
                compare(window, self.reference, stop) if self.reference and is_asked else None
            )
            if compared and compared.first and not is_first:
                is_late = late.hold(compared.first.event)
                compared = replace(compared, first=compared.first if is_late else None)
            first = compared.first if compared else None
            found = [each for each in noticed(window) if late.hold(each.event)]
            if may_step and not (first or found):
                by_units = judged_in_matrices(window, stop)
                first = by_units.first if by_units else None
            is_pass = is_first and compared is not None and bool(compared.found)
            if first or found or is_pass:
                notes = notes_of(window, compared, first, found)
                later = Later(window, notes, first, found, compared)
                if first or found:
                    return later
                held = later
                before.append(window)
        return held

    def begin(self, recorded: Recorded, judgement: Judgement) -> WalkPlace:
        """Return where in a run to begin."""
        standing = WalkPlace(recorded).at(0)
        if self.operation is not None:
            if judgement.first is not None:
                return standing.at_event(judgement.first.event)
            later = (n for n, e in enumerate(recorded.operations) if e.number >= self.operation)
            return standing.at(next(later, 0))
        if self.function is not None or self.iteration is not None:
            nodes = recorded.inside(self.function, self.iteration)
            within = (n for n, e in enumerate(recorded.operations) if e.node in nodes)
            return standing.at(next(within, 0))
        if self.right is None:
            places = range(len(recorded.operations))
            lines = [each.line for each in recorded.operations]
            within = (n for n in places if lines[n] in self.lines)
            below = (n for n in places if lines[n] >= self.lines.start)
            return standing.at(next(within, next(below, 0)))
        if judgement.first is None and recorded.message:
            return standing.at(len(recorded.operations) - 1)
        return standing.at_event(judgement.first.event) if judgement.first else standing


def _together(first: Parting | None, by_units: Parting | None) -> Parting | None:
    """What the engine's values tell, with the reason that the slopes give at that line."""
    if first is None or by_units is None or first.event.line != by_units.event.line:
        return first or by_units
    return first.with_reason(by_units.message)
